import { Type } from 'typebox'

export const LONGEST_NAME = 200

/** One line that says something. */
export const isName = (text: string): boolean =>
  text.trim() !== '' && text.length <= LONGEST_NAME && text.isWellFormed() && !/\p{Cc}/u.test(text)

/** What somebody calls a person, group, teamspace, token or workspace: one line that says something. */
export const Name = Type.String({
  'x-check': (text: string) =>
    isName(text)
      ? null
      : { at: [], expected: `a name of at most ${LONGEST_NAME} plain characters`, value: text },
})
