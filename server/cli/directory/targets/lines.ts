import { type KeyName, keyBy } from '../keys.ts'
import { shownChanges } from '../show.ts'
import type { Output } from './output.ts'
import { allDone, type Target } from './target.ts'

/** A line of JSON for each change: `{"change":"add","person":{…}}`. */
export const linesTarget = (output: Output, key: KeyName): Target => ({
  notes: [],
  keyOf: keyBy(key),
  needsEmails: key === 'email',
  isGone: async () => false,
  async *apply({ changes, before, after }) {
    await output.add(linesOf(shownChanges(changes, before, after, key)))
    yield* allDone(changes)
  },
})

function* linesOf(values: Iterable<unknown>): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`
}
