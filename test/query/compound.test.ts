import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { planning } from '#server/store/row-drivers.ts'
import { describeStores } from '#test/stores.ts'
import { aQuery, tried } from './arbitrary.ts'
import { checkAnswer } from './check-columns.ts'
import { everyColumn, someSurroundings } from './columns/every.ts'
import { aHome } from './home.ts'
import { addRow, aTable, changeRow } from './table.ts'

const ROWS = 40
const FEW = planning.few
const QUERIES = 150

describeStores('compound queries', (store) => {
  test('are answered like every row one by one, in order, whatever the size of a page', async (t) => {
    const home = await aHome(t, store)
    const columns = everyColumn(await someSurroundings(home), home.names)
    const table = await aTable(home, columns)
    for (let index = 0; index < ROWS; index++) {
      // Steps without a common divisor: the columns do not repeat together.
      const written = columns.map(({ name, values }, step) => [
        name,
        values[(index * (step + 1)) % values.length],
      ])
      if (index % 4 > 0) home.setClock(home.now() + 20_000)
      await addRow(home, table, Object.fromEntries(written), index % 5 === 0 ? 'owner' : 'editor')
    }
    for (const row of [...table.rows.filter(({ place }) => place % 7 === 0)]) {
      home.setClock(home.now() + 60_000)
      await changeRow(home, table, row, { Number: 7 }, 'owner')
    }
    const anyQuery = fc.asyncProperty(
      aQuery(columns, columns),
      fc.integer({ min: 4, max: 50 }),
      fc.constantFrom(0, FEW),
      async (asked, size, few) => {
        planning.few = few
        await checkAnswer(home, table, asked, { size })
      },
    )
    await fc.assert(anyQuery, tried(QUERIES))
    assert.equal(table.rows.length, ROWS)
  })
})
