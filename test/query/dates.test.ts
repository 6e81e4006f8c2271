import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import type { Name } from '#test/workspace.ts'
import { checkColumn } from './check-columns.ts'
import { dateColumn, moments, relativelyOf, timeColumns } from './columns/dates.ts'
import { authorColumn } from './columns/people.ts'
import { richTextColumn } from './columns/texts.ts'
import { aHome, TUESDAY } from './home.ts'
import { addRow, aTable, changeRow, fillTable } from './table.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describeStores('dates', (store) => {
  test('are found and sorted by when they start', async (t) => {
    const home = await aHome(t, store)
    const column = dateColumn('Due')
    const table = await fillTable(home, [column])
    await t.test('compared with dates', () => checkColumn(home, table, column))
    for (const now of moments) {
      home.setClock(now)
      await t.test(`relative to ${new Date(now).toISOString()}`, () =>
        checkColumn(home, table, relativelyOf(column)),
      )
    }
  })

  test('and authors of rows are those of their making and of their last change', async (t) => {
    const home = await aHome(t, store)
    const times = timeColumns('Made', 'Edited', [
      ...['2026-03-31', '2026-03-30', '2025-03-31', '2026-03-31T15:45', '2026-03-31T15:46Z'],
      ...['2026-03-31T17:45:59+02:00', '2026-03-31T15:44:00Z', '1970-01-01', '9999-12-31'],
    ])
    const people: Name[] = ['editor', 'owner', 'member', 'reader']
    const asked = { operands: people.map((name) => home.acme.as(name).userId), names: home.names }
    const authors = [
      authorColumn('Maker', 'created_by', asked),
      authorColumn('Editor', 'last_edited_by', asked),
    ]
    const columns = [...times, ...authors]
    const table = await aTable(home, [...columns, richTextColumn('Name', 'title', home.names)])

    // A tick before and after the bounds of days and minutes, some of them twice.
    const made = [-366, -365, -31, -8, -7, -1, 0].flatMap((days) => {
      const midnight = Math.floor(TUESDAY / DAY) * DAY + days * DAY
      return [midnight - 1, midnight, midnight, midnight + 15 * 60 * MINUTE + 45 * MINUTE + 59_999]
    })
    for (const [index, time] of made.entries()) {
      home.setClock(time)
      await addRow(home, table, {}, index % 3 === 0 ? 'owner' : 'editor')
    }
    for (const [index, row] of [...table.rows].entries()) {
      if (index % 2 === 0) continue
      home.setClock(TUESDAY - (index - 1) * MINUTE * 7)
      // What it is called is no matter; that it was changed is.
      await changeRow(home, table, row, { Name: [`Row ${index}`] }, index % 5 === 0 ? 'owner' : 'editor')
    }
    home.setClock(TUESDAY)
    for (const column of columns)
      await t.test(Object.values(column.sort).join(), () => checkColumn(home, table, column))
    await t.test('"me" is the person behind a token', async () => {
      const me = home.acme.as('owner').userId
      await checkColumn(home, table, authorColumn('Maker', 'created_by', { ...asked, me }), { as: 'owner' })
    })
  })
})
