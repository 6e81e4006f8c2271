import { stringify } from 'csv-stringify/sync'
import { type KeyName, keyBy } from '../keys.ts'
import type { Directory, Group, Person } from '../people.ts'
import { shownPerson } from '../show.ts'
import type { Output } from './output.ts'
import { allDone, type Target } from './target.ts'

export const csvColumns = [
  'key',
  'id',
  'type',
  'name',
  'email',
  'user_name',
  'role',
  'status',
  'groups',
  'group_ids',
  'avatar_url',
] as const

/** RFC 4180 with a header. A cell that a spreadsheet would compute has a `'` before it. */
export const csvTarget = (output: Output, key: KeyName): Target => ({
  notes: [],
  keyOf: keyBy(key),
  needsEmails: key === 'email',
  isGone: output.isGone,
  async *apply({ changes, after }) {
    await output.put(rowsOf(after, key))
    yield* allDone(changes)
  },
})

export function* rowsOf({ people, groups }: Directory, key: KeyName): Generator<string> {
  yield printRow(csvColumns)
  for (const person of people.values()) yield printRow(cellsOf(person, groups, key))
}

const printRow = (cells: readonly (string | null)[]): string =>
  stringify([[...cells]], { record_delimiter: '\r\n', escape_formulas: true })

function cellsOf(person: Person, known: ReadonlyMap<string, Group>, key: KeyName): (string | null)[] {
  const { groups, ...shown } = shownPerson(person, known, key)
  const cells = {
    ...shown,
    groups: groups.map(({ name }) => name).join('; '),
    group_ids: groups.map(({ id }) => id).join(' '),
  }
  return csvColumns.map((column) => cells[column])
}
