import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import type { Column } from './columns/column.ts'
import { multiSelectColumn, optionNames, selectColumn, statusColumn } from './columns/options.ts'
import { aHome, type Home } from './home.ts'
import { fillTable, type Table } from './table.ts'

const columnsOf = (names: readonly string[]) => [
  selectColumn('Select', names),
  statusColumn('State', names),
  multiSelectColumn('Tags', names),
]

/** Writes the options of the select and the multi-select anew. */
const writeOptions = (home: Home, { dataSource }: Table, options: readonly object[]) =>
  home.send('PATCH', `/v1/data_sources/${dataSource}`, {
    properties: { Select: { select: { options } }, Tags: { multi_select: { options } } },
  })

describeStores('options', (store) => {
  test('are found by their names and sorted as the schema lists them', async (t) => {
    const home = await aHome(t, store)
    const table = await fillTable(home, columnsOf(optionNames))
    for (const column of table.columns) await t.test(column.name, () => checkColumn(home, table, column))

    await t.test('in another order', async () => {
      const names = optionNames.toReversed()
      await writeOptions(
        home,
        table,
        names.map((name) => ({ name })),
      )
      const [select, , tags] = columnsOf(names) as [Column, Column, Column]
      await checkColumn(home, table, select)
      await checkColumn(home, table, tags)
    })

    await t.test('that are gone leave their rows empty', async () => {
      const names = optionNames.filter((_, index) => index % 2 === 0)
      await writeOptions(
        home,
        table,
        names.map((name) => ({ name })),
      )
      const [select, , tags] = columnsOf(names) as [Column, Column, Column]
      const kept = (value: unknown) => names.includes(value as string)
      await checkColumn(home, table, {
        ...select,
        valueOf: (row) => (kept(row.values.Select) ? row.values.Select : null),
      })
      await checkColumn(home, table, {
        ...tags,
        valueOf: (row) => ((row.values.Tags ?? []) as string[]).filter(kept),
      })
      const filter = { property: 'Select', select: { equals: optionNames[1] } }
      const path = `/v1/data_sources/${table.dataSource}/query`
      const { status, body } = await home.acme.as('editor').post(path, { filter })
      assert.deepEqual([status, body.code], [400, 'validation_error'])
    })
  })
})
