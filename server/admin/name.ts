import { Type } from 'typebox'

const LONGEST = 200

const isName = (text: string): boolean =>
  text.trim() !== '' && text.length <= LONGEST && text.isWellFormed() && !/\p{Cc}/u.test(text)

/** What somebody calls a person, group, teamspace, token or workspace: one line that says something. */
export const Name = Type.String({
  'x-check': (text: string) =>
    isName(text) ? null : { at: [], expected: `a name of at most ${LONGEST} plain characters`, value: text },
})
