import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import { checkColumn } from './check-columns.ts'
import { checkboxColumn } from './columns/checkboxes.ts'
import { numberColumn, uniqueIdColumn } from './columns/numbers.ts'
import { aHome } from './home.ts'
import { fillTable } from './table.ts'

describeStores('numbers and checkboxes', (store) => {
  test('are found and sorted by value, up to their limits', async (t) => {
    const home = await aHome(t, store)
    const table = await fillTable(home, [
      numberColumn('Number'),
      uniqueIdColumn('ID'),
      checkboxColumn('Done'),
    ])
    for (const column of table.columns) {
      await t.test(column.name, () => checkColumn(home, table, column))
    }
  })
})
