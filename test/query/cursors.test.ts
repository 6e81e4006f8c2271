import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeStores } from '#test/stores.ts'
import type { Column } from './columns/column.ts'
import { everyColumn, someSurroundings } from './columns/every.ts'
import { aHome, type Home } from './home.ts'
import { answer, type Order } from './reference/answer.ts'
import { addRow, aTable, sortsRequest, type Table } from './table.ts'

const ROWS = 9

const up = (column: Column): Order<Column> => ({ column, direction: 'ascending' })
const down = (column: Column): Order<Column> => ({ column, direction: 'descending' })

/** The cursor after the first page of a query. */
async function cursorOf(home: Home, { dataSource }: Table, body: object): Promise<string> {
  const path = `/v1/data_sources/${dataSource}/query`
  const { next_cursor } = await home.send('POST', path, { ...body, page_size: 4 })
  assert.equal(typeof next_cursor, 'string', JSON.stringify(body))
  return next_cursor
}

/** A cursor that was not made for a query is refused as invalid, or leads through rows of it in order. */
async function checkForeign(
  home: Home,
  table: Table,
  sorts: readonly Order<Column>[],
  foreign: string,
): Promise<void> {
  const order = answer(table.rows, { sorts }, home.now()).map(({ id }) => id)
  const found: string[] = []
  let cursor: string | null = foreign
  for (let pages = 0; cursor !== null; pages++) {
    assert.ok(pages <= ROWS, `goes on for ever: ${foreign}`)
    const asked = { sorts: sortsRequest(sorts), page_size: 2, start_cursor: cursor }
    const { status, body } = await home.acme
      .as('editor')
      .post(`/v1/data_sources/${table.dataSource}/query`, asked)
    if (pages === 0 && status === 400) {
      assert.equal(body.code, 'validation_error')
      assert.equal(body.message, `The start_cursor provided is invalid: ${foreign}`)
      return
    }
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.has_more, body.next_cursor !== null)
    found.push(...body.results.map(({ id }: { id: string }) => id))
    cursor = body.next_cursor
  }
  const places = found.map((id) => order.indexOf(id))
  assert.ok(!places.includes(-1), 'rows of another table')
  assert.deepEqual(
    places,
    [...new Set(places)].sort((a, b) => a - b),
    'out of order, or twice',
  )
}

describeStores('cursors', (store) => {
  test('go on from where a page ended, in every order', async (t) => {
    const home = await aHome(t, store)
    const columns = everyColumn(await someSurroundings(home), home.names)
    const table = await aTable(home, columns)
    const other = await aTable(home, columns)
    for (let index = 0; index < ROWS; index++) {
      const written = columns.map(({ name, values }) => [name, values[index % values.length]])
      home.setClock(home.now() + 60_000)
      await addRow(home, table, Object.fromEntries(written))
      await addRow(home, other, Object.fromEntries(written))
    }

    await t.test('of another query are refused, or do no harm', async () => {
      const single = columns.map((column) => [up(column)])
      const orders = [[], ...single, columns.slice(0, 2).map(down)]
      const cursors = await Promise.all(
        [...orders.filter((_, index) => index % 4 === 0), orders.at(-1)!].map((sorts) =>
          cursorOf(home, table, { sorts: sortsRequest(sorts) }),
        ),
      )
      for (const sorts of orders) {
        for (const cursor of cursors) await checkForeign(home, table, sorts, cursor)
      }
    })
    await t.test('of another table are refused, or do no harm', async () => {
      for (const sorts of [[], [up(columns[0]!)], [down(columns[1]!), up(columns[2]!)]]) {
        const cursor = await cursorOf(home, other, { sorts: sortsRequest(sorts) })
        await checkForeign(home, table, sorts, cursor)
      }
    })
    await t.test('that never were any are refused', async () => {
      const row = table.rows[0]!.id
      const real = await cursorOf(home, table, {})
      for (const cursor of ['bogus', '', ' ', 'W10', 'bnVsbA', row, `s:${row}:${row}`, real.slice(1)]) {
        const path = `/v1/data_sources/${table.dataSource}/query`
        const { status, body } = await home.acme.as('editor').post(path, { start_cursor: cursor })
        assert.deepEqual(
          [status, body.message],
          [400, `The start_cursor provided is invalid: ${cursor}`],
          JSON.stringify(cursor),
        )
      }
    })
    await t.test('lead through the trash as well', async () => {
      const thrown = table.rows.filter(({ place }) => place % 2 === 0)
      for (const { id } of thrown) await home.send('DELETE', `/v1/blocks/${id}`)
      const ids: string[] = []
      let cursor: string | null = null
      do {
        const { results, next_cursor } = await home.send(
          'POST',
          `/v1/data_sources/${table.dataSource}/query`,
          {
            in_trash: true,
            page_size: 2,
            start_cursor: cursor,
          },
        )
        ids.push(...results.map(({ id }: { id: string }) => id))
        cursor = next_cursor
      } while (cursor !== null)
      assert.deepEqual(ids, thrown.map(({ id }) => id).reverse())
    })
  })
})
