import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { relationColumn } from './columns/relations.ts'
import { listRollups, valueRollup } from './columns/rollups.ts'
import { textOperands } from './columns/texts.ts'
import { aHome, hide } from './home.ts'
import type { Row } from './reference/answer.ts'
import { checkboxes } from './reference/checkboxes.ts'
import { dates } from './reference/dates.ts'
import { numbers } from './reference/numbers.ts'
import { texts } from './reference/texts.ts'
import { addRow, aTable } from './table.ts'

/** A related page, as it is written and as the columns read it. */
interface Target {
  readonly name: string
  readonly words: string
  readonly points: number | null
  readonly day: string | null
  readonly done: boolean
}

const targets: readonly Target[] = [
  { name: 'First', words: 'Apple', points: 3, day: '2026-03-31', done: true },
  { name: 'second', words: 'straße', points: -1.5, day: '2026-03-30T23:59Z', done: false },
  { name: '', words: '', points: null, day: null, done: false },
  { name: 'Fourth', words: 'pineapple', points: 0, day: '2026-04-05', done: true },
  { name: 'hidden', words: 'Apple', points: 100, day: '2020-01-01', done: true },
]

describeStores('rollups', (store) => {
  test('are found and sorted by what they give of the pages that the caller sees', async (t) => {
    const home = await aHome(t, store)
    const { dataSource: target } = await home.acme.aDataSource({
      Name: { title: {} },
      Words: { rich_text: {} },
      Points: { number: {} },
      Day: { date: {} },
      Done: { checkbox: {} },
      Long: { formula: { expression: 'prop("Words") + "?"' } },
    })
    const byId = new Map<string, Target>()
    for (const one of targets) {
      const properties = {
        Name: { title: [{ text: { content: one.name } }] },
        Words: { rich_text: [{ text: { content: one.words } }] },
        Points: { number: one.points },
        Day: { date: one.day && { start: one.day } },
        Done: { checkbox: one.done },
      }
      const { id } = await home.send('POST', '/v1/pages', { parent: { data_source_id: target }, properties })
      byId.set(id, one)
      home.names.set(id, one.name)
    }
    const [a, b, c, d, hidden] = [...byId.keys()] as [string, string, string, string, string]
    const values = [
      undefined,
      [],
      [a],
      [b],
      [c],
      [d],
      [a, b],
      [b, a],
      [c, a],
      [a, c],
      [c, d, b],
      [hidden],
      [hidden, b],
    ]
    const related = relationColumn('Related', values, {
      target,
      operands: [a],
      titleOf: (id) => (id === hidden ? undefined : home.names.get(id)),
    })
    const pagesOf = (row: Row) => (related.valueOf(row) as string[]).map((id) => byId.get(id)!)
    const instantOf = (day: string | null) => (day === null ? null : Date.parse(day))
    const known = <Value>(all: readonly (Value | null)[]) => all.filter((value) => value !== null)
    const days = ['2026-03-30', '2026-03-31', '2026-04-01', '2026-03-30T23:59Z', '2026-03-31T00:00:00Z']
    const counted = [0, 1, 2, 3, -1.5, 1.5, 0.5]

    const of = (property: string, name: string) => ({ relation: 'Related', property, function: name })
    const columns = [
      valueRollup(
        'Sum',
        'number',
        {
          ...of('Points', 'sum'),
          gives(row) {
            const points = known(pagesOf(row).map(({ points }) => points))
            return points.length === 0 ? null : points.reduce((sum, one) => sum + one, 0)
          },
        },
        numbers(counted),
      ),
      valueRollup(
        'Average',
        'number',
        {
          ...of('Points', 'average'),
          gives(row) {
            const points = known(pagesOf(row).map(({ points }) => points))
            return points.length === 0 ? null : points.reduce((sum, one) => sum + one, 0) / points.length
          },
        },
        numbers(counted),
      ),
      valueRollup(
        'Count',
        'number',
        { ...of('Name', 'count'), gives: (row) => pagesOf(row).length },
        numbers(counted),
      ),
      valueRollup(
        'First day',
        'date',
        {
          ...of('Day', 'earliest_date'),
          gives(row) {
            const instants = known(pagesOf(row).map(({ day }) => instantOf(day)))
            return instants.length === 0 ? null : Math.min(...instants)
          },
        },
        dates(days),
      ),
      ...listRollups(
        'Texts',
        'rich_text',
        {
          ...of('Words', 'show_original'),
          gives: (row) => pagesOf(row).map(({ words }) => words),
        },
        texts(textOperands.filter((text) => text.length < 100)),
      ),
      ...listRollups(
        'Titles',
        'rich_text',
        {
          ...of('Name', 'show_original'),
          gives: (row) => pagesOf(row).map(({ name }) => name),
        },
        texts(['', 'first', 'SECOND', 'ir', 'th']),
      ),
      ...listRollups(
        'Numbers',
        'number',
        {
          ...of('Points', 'show_original'),
          gives: (row) => pagesOf(row).map(({ points }) => points),
        },
        numbers(counted),
      ),
      ...listRollups(
        'Days',
        'date',
        {
          ...of('Day', 'show_original'),
          gives: (row) => pagesOf(row).map(({ day }) => instantOf(day)),
        },
        dates(days),
      ),
      ...listRollups(
        'Formulas',
        'rich_text',
        {
          ...of('Long', 'show_original'),
          gives: (row) => pagesOf(row).map(({ words }) => `${words}?`),
        },
        texts(['?', 'apple?', 'pine', '']),
      ),
    ]
    // No order is promised among checkboxes in a list.
    const checked = listRollups(
      'Checkboxes',
      'checkbox',
      {
        ...of('Done', 'show_original'),
        gives: (row) => pagesOf(row).map(({ done }) => done),
      },
      checkboxes,
    )

    const table = await aTable(home, [related, ...columns, ...checked])
    for (const value of values) {
      home.setClock(home.now() + 20_000)
      await addRow(home, table, { Related: value })
    }
    await hide(home, hidden)
    for (const [index, column] of columns.entries()) {
      await t.test(`${column.name} ${index}`, () => checkColumn(home, table, column))
    }
    for (const [index, column] of checked.entries()) {
      await t.test(`${column.name} ${index}`, () => checkColumn(home, table, column, { only: 'filters' }))
    }
  })
})
