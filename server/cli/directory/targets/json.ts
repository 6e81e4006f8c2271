import { type KeyName, keyBy } from '../keys.ts'
import type { Directory } from '../people.ts'
import { shownPerson } from '../show.ts'
import type { Output } from './output.ts'
import { allDone, type Target } from './target.ts'

/** `{ "people": [...], "groups": [...] }`, everybody on a line. */
export const jsonTarget = (output: Output, key: KeyName): Target => ({
  notes: [],
  keyOf: keyBy(key),
  needsEmails: key === 'email',
  isGone: output.isGone,
  async *apply({ changes, after }) {
    await output.put(documentOf(after, key))
    yield* allDone(changes)
  },
})

function* documentOf({ people, groups }: Directory, key: KeyName): Generator<string> {
  const names = groups
  yield '{"people":['
  yield* lines([...people.values()].map((person) => shownPerson(person, names, key)))
  yield '],\n"groups":['
  yield* lines(groups.values())
  yield ']}\n'
}

function* lines(values: Iterable<unknown>): Generator<string> {
  let before = '\n'
  for (const value of values) {
    yield `${before}${JSON.stringify(value)}`
    before = ',\n'
  }
}
