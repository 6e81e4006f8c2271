import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planning } from '#server/store/row-drivers.ts'
import { describeStores } from '#test/stores.ts'
import { aQuery, someSorts, tried } from './arbitrary.ts'
import type { Column } from './columns/column.ts'
import { dateColumn, timeColumns } from './columns/dates.ts'
import { numberColumn } from './columns/numbers.ts'
import { selectColumn } from './columns/options.ts'
import { peopleColumn } from './columns/people.ts'
import { richTextColumn } from './columns/texts.ts'
import { aHome, type Home, renamePerson, TUESDAY } from './home.ts'
import { type Asked, compareRows, passes, type Row } from './reference/answer.ts'
import { addRow, aTable, changeRow, queryBody, type Table, type Written } from './table.ts'

const RUNS = 60
const FEW = planning.few
const MOST_ROWS = 14

/** What happens between two pages. Rows are meant by their place, those in the trash included. */
type Act =
  | { readonly act: 'insert'; readonly values: Written }
  | { readonly act: 'change'; readonly row: number; readonly values: Written }
  | { readonly act: 'rename'; readonly who: number; readonly name: string }
  | { readonly act: 'trash' | 'restore' | 'move away'; readonly row: number }

interface Step {
  readonly size: number
  /** Done after the page was read, each so many milliseconds after the one before. */
  readonly acts: readonly (Act & { readonly later: number })[]
}

/** Columns with few values, so that many rows are alike. `Note` is in no query. */
function fewColumns(home: Home) {
  const [one, two] = [home.acme.as('member').userId, home.acme.as('owner').userId]
  const asked = { operands: [one, two], names: home.names }
  const name = richTextColumn('Name', 'title', home.names)
  const options = ['Low', 'High', 'Medium']
  const number = numberColumn('Number')
  const times = timeColumns('Made', 'Edited', ['2026-03-31', '2026-03-31T15:46', '2026-03-31T15:50'])
  const queried: Column[] = [
    { ...name, values: [[], ['a'], ['B'], ['b'], [{ user: one }], ['by ', { user: two }]] },
    { ...number, values: [null, 0, 1, 2, -1.5] },
    { ...selectColumn('Select', options), values: [null, ...options] },
    dateColumn('Due', [
      null,
      { request: { start: '2026-03-31' }, starts: '2026-03-31T00:00Z' },
      { request: { start: '2026-03-31T12:00:00+02:00' }, starts: '2026-03-31T10:00Z' },
      { request: { start: '2026-04-02', end: '2026-04-05' }, starts: '2026-04-02T00:00Z' },
    ]),
    peopleColumn('Who', [[], [one], [two], [one, two]], asked),
    ...times,
  ]
  const note = richTextColumn('Note', 'rich_text', home.names)
  return { queried, note: { ...note, values: [[], ['x'], ['y']] }, people: [one, two] }
}

const someValues = (columns: readonly Column[]): fc.Arbitrary<Written> =>
  fc.record(
    Object.fromEntries(
      columns.filter(({ write }) => write).map(({ name, values }) => [name, fc.constantFrom(...values)]),
    ),
  )

function someSteps(columns: readonly Column[], note: Column, people: number): fc.Arbitrary<Step[]> {
  const row = fc.nat(MOST_ROWS)
  const written = columns.filter(({ write }) => write)
  const oneValue = fc
    .constantFrom(...written, note)
    .chain(({ name, values }) => fc.constantFrom(...values).map((value) => ({ [name]: value })))
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ act: fc.constant('insert' as const), values: someValues(columns) }),
    { arbitrary: fc.record({ act: fc.constant('change' as const), row, values: oneValue }), weight: 3 },
    fc.record({
      act: fc.constant('rename' as const),
      who: fc.nat(people - 1),
      name: fc.constantFrom('Ada', 'zoë', 'a', ''),
    }),
    fc.record({ act: fc.constantFrom('trash' as const, 'restore' as const, 'move away' as const), row }),
  )
  const timed = fc.tuple(act, fc.constantFrom(0, 1, 60_000)).map(([one, later]) => ({ ...one, later }))
  return fc.array(
    fc.record({ size: fc.integer({ min: 1, max: 5 }), acts: fc.array(timed, { maxLength: 3 }) }),
    { minLength: 1, maxLength: 6 },
  )
}

/** What the test knows of the rows while a query is read: also which of them held their place. */
class Watch {
  /** Rows in the trash or elsewhere. */
  readonly gone = new Set<string>()
  /** How often a row came, left or moved, in the order that is read. */
  readonly moves = new Map<string, number>()
  readonly home: Home
  readonly table: Table
  readonly asked: Asked<Column>

  constructor(home: Home, table: Table, asked: Asked<Column>) {
    this.home = home
    this.table = table
    this.asked = asked
  }

  /** What decides where a row stands, or null when it is not in the answer. */
  standing(row: Row): string | null {
    const { filter, sorts = [] } = this.asked
    if (this.gone.has(row.id) || (filter && !passes(row, filter, this.home.now()))) return null
    const keys = sorts.map(({ column }) => {
      const value = column.valueOf(row)
      const names = column.name === 'Who' ? (value as string[]).map((id) => this.home.names.get(id)) : []
      return [value, names]
    })
    return JSON.stringify(keys)
  }

  /** Lets something happen, and sees who has another place after it. */
  async while(happens: () => Promise<void>): Promise<void> {
    const before = new Map(this.table.rows.map((row) => [row.id, this.standing(row)]))
    await happens()
    for (const row of this.table.rows) {
      const isNew = !before.has(row.id)
      if (isNew || before.get(row.id) !== this.standing(row)) {
        this.moves.set(row.id, (this.moves.get(row.id) ?? 0) + 1)
      }
    }
  }
}

async function doAct(
  home: Home,
  table: Table,
  people: readonly string[],
  elsewhere: string,
  gone: Set<string>,
  act: Act,
) {
  if (act.act === 'insert') return addRow(home, table, act.values)
  if (act.act === 'rename') return renamePerson(home, people[act.who]!, act.name)
  const row = table.rows[act.row % Math.max(table.rows.length, 1)]
  if (row === undefined) return
  const away = gone.has(row.id)
  if (act.act === 'change' && !away) {
    const isChange = Object.entries(act.values).some(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(row.values[name]),
    )
    const changed = await changeRow(home, table, row, act.values)
    // Writing what is there already is no edit.
    if (!isChange) table.rows[table.rows.indexOf(changed)] = row
    return
  }
  if (act.act === 'trash' && !away) {
    gone.add(row.id)
    return home.send('DELETE', `/v1/blocks/${row.id}`)
  }
  const path = `/v1/pages/${row.id}`
  if (act.act === 'restore' && away) {
    const { parent } = await home.send('GET', path)
    if (parent.data_source_id !== table.dataSource) return
    gone.delete(row.id)
    // Coming back is an edit.
    table.rows[table.rows.indexOf(row)] = { ...row, lastEditedTime: home.now() }
    return home.send('PATCH', path, { in_trash: false })
  }
  if (act.act === 'move away' && !away) {
    gone.add(row.id)
    return home.send('POST', `${path}/move`, { parent: { data_source_id: elsewhere } })
  }
}

describeStores('pages of a query', (store) => {
  test('hold every row that kept its place once and in order, whatever happens in between', async (t) => {
    const home = await aHome(t, store)
    const page = await home.acme.aPage()
    const { queried, note, people } = fewColumns(home)
    const columns = [...queried, note]
    const elsewhere = await aTable(home, [], page)

    const reading = fc.asyncProperty(
      fc.array(someValues(columns), { maxLength: MOST_ROWS }),
      fc.array(fc.constantFrom(0, 1, 60_000), { minLength: MOST_ROWS, maxLength: MOST_ROWS }),
      fc.oneof(
        someSorts(queried).map((sorts) => ({ sorts })),
        aQuery(queried, queried),
      ),
      someSteps(columns, note, people.length),
      async (rows, pauses, asked: Asked<Column>, steps) => {
        home.setClock(TUESDAY)
        for (const id of people) await renamePerson(home, id, 'Somebody')
        const table = await aTable(home, columns, page)
        for (const [index, values] of rows.entries()) {
          home.setClock(home.now() + pauses[index]!)
          await addRow(home, table, values)
        }
        const watch = new Watch(home, table, asked)
        const standing = table.rows.filter((row) => watch.standing(row) !== null)
        const seen: string[] = []
        let cursor: string | null = null
        for (let step = 0; step === 0 || cursor !== null; step++) {
          const { size, acts } = steps[step] ?? { size: 2, acts: [] }
          // A cursor leads on whichever way its next page is read.
          planning.few = step % 2 === 0 ? FEW : 0
          const found = await readPage(home, watch, size, cursor)
          seen.push(...found.ids)
          cursor = found.next
          for (const { later, ...act } of acts) {
            home.setClock(home.now() + later)
            await watch.while(async () => {
              await doAct(home, table, people, elsewhere.dataSource, watch.gone, act)
            })
          }
        }
        const kept = standing.filter(({ id }) => !watch.moves.has(id))
        const inOrder = kept.sort((a, b) => compareRows(a, b, asked.sorts ?? [], home.now()))
        const keptIds = new Set(kept.map(({ id }) => id))
        assert.deepEqual(
          seen.filter((id) => keptIds.has(id)),
          inOrder.map(({ id }) => id),
          `every row that kept its place, once, in order: ${JSON.stringify(queryBody(asked))}`,
        )
        // A row that moves on ahead of the reader is met again there; it comes once in each of its places.
        for (const id of new Set(seen)) {
          const times = seen.filter((one) => one === id).length
          assert.ok(times <= 1 + (watch.moves.get(id) ?? 0), `${id} came ${times} times`)
        }
      },
    )
    await fc.assert(reading, tried(RUNS))
  })
})

/** One page, and what holds of each: its size, that its rows are in the answer now, and their order. */
async function readPage(
  home: Home,
  watch: Watch,
  size: number,
  cursor: string | null,
): Promise<{ ids: string[]; next: string | null }> {
  const { table, asked } = watch
  const body = { ...queryBody(asked), page_size: size, start_cursor: cursor }
  const { results, next_cursor, has_more } = await home.send(
    'POST',
    `/v1/data_sources/${table.dataSource}/query`,
    body,
  )
  const shown = JSON.stringify(body)
  assert.equal(has_more, next_cursor !== null, shown)
  // A client that is given a cursor and no rows asks for ever.
  if (has_more) assert.ok(results.length > 0, shown)
  assert.ok(results.length <= size, shown)
  const rows = results.map(({ id }: { id: string }) => table.rows.find((row) => row.id === id)!) as Row[]
  for (const row of rows) assert.ok(row && watch.standing(row) !== null, `${row?.place} is not in ${shown}`)
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]
    if (next) assert.ok(compareRows(row, next, asked.sorts ?? [], home.now()) < 0, shown)
  }
  return { ids: rows.map(({ id }) => id), next: next_cursor }
}
