/** Tables that a test fills and asks through the API, next to what the reference knows of their rows. */
import assert from 'node:assert/strict'
import type { Name } from '#test/workspace.ts'
import type { Column } from './columns/column.ts'
import type { Caller, Home } from './home.ts'
import type { Asked, Condition, Order, Row } from './reference/answer.ts'

export interface Table {
  readonly dataSource: string
  readonly database: string
  readonly columns: readonly Column[]
  readonly rows: Row[]
}

export type Written = Readonly<Record<string, unknown>>

/** A table of these columns and no rows. It has a title, `Name`, when no column is one. */
export async function aTable(home: Home, columns: readonly Column[], page?: string): Promise<Table> {
  const hasTitle = columns.some(({ schema }) => 'title' in schema)
  const schemas = columns.map(({ name, schema }) => [name, schema])
  const { id, data_sources } = await home.send('POST', '/v1/databases', {
    parent: { page_id: page ?? (await home.acme.aPage()) },
    initial_data_source: {
      properties: Object.fromEntries(hasTitle ? schemas : [['Name', { title: {} }], ...schemas]),
    },
  })
  return { dataSource: data_sources[0].id, database: id, columns, rows: [] }
}

/** Adds a row; of two rows of one moment the later one counts as newer. */
export async function addRow(home: Home, table: Table, values: Written, by: Name = 'editor'): Promise<Row> {
  const { id } = await home.send(
    'POST',
    '/v1/pages',
    { parent: { data_source_id: table.dataSource }, properties: request(table.columns, values) },
    { as: by },
  )
  const [now, author] = [home.now(), home.acme.as(by).userId]
  const row = {
    id,
    place: table.rows.length,
    createdTime: now,
    lastEditedTime: now,
    createdBy: author,
    lastEditedBy: author,
    values,
  }
  table.rows.push(row)
  return row
}

/** Writes values of a row anew. */
export async function changeRow(
  home: Home,
  table: Table,
  row: Row,
  values: Written,
  by: Name = 'editor',
): Promise<Row> {
  const properties = request(table.columns, values)
  await home.send('PATCH', `/v1/pages/${row.id}`, { properties }, { as: by })
  const changed = {
    ...row,
    values: { ...row.values, ...values },
    lastEditedTime: home.now(),
    lastEditedBy: home.acme.as(by).userId,
  }
  table.rows[table.rows.indexOf(row)] = changed
  return changed
}

function request(columns: readonly Column[], values: Written): object {
  const written = columns.filter(({ name, write }) => write && values[name] !== undefined)
  return Object.fromEntries(written.map(({ name, write }) => [name, write!(values[name])]))
}

export const filterRequest = (condition: Condition<Column>): object => {
  if ('and' in condition) return { and: condition.and.map(filterRequest) }
  if ('or' in condition) return { or: condition.or.map(filterRequest) }
  const { column, operator, operand, key = 0 } = condition
  return column.asks[key % column.asks.length]!({ [operator]: operand })
}

export const sortsRequest = (orders: readonly Order<Column>[]): object[] =>
  orders.map(({ column, direction }) => ({ ...column.sort, direction }))

export const queryBody = ({ filter, sorts }: Asked<Column>): object => ({
  ...(filter && { filter: filterRequest(filter) }),
  ...(sorts && { sorts: sortsRequest(sorts) }),
})

/** The ids of all rows that a query answers, in its order; no row comes twice. */
export async function askAll(
  home: Home,
  { dataSource }: Pick<Table, 'dataSource'>,
  body: object,
  as: Caller = 'editor',
): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const path = `/v1/data_sources/${dataSource}/query?filter_properties=title`
    const asked = { ...body, ...(cursor !== undefined && { start_cursor: cursor }) }
    const { results, next_cursor, has_more } = await home.send('POST', path, asked, { as })
    assert.equal(has_more, next_cursor !== null)
    // A client that is given a cursor and no rows asks for ever.
    if (has_more) assert.ok(results.length > 0, JSON.stringify(asked))
    ids.push(...results.map(({ id }: { id: string }) => id))
    // Looked at after each page: a cursor that leads back would lead there for ever.
    assert.equal(new Set(ids).size, ids.length, `rows come twice: ${JSON.stringify(body)}`)
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return ids
}

/** A table with a row for each value of its columns; some are made at the same moment. */
export async function fillTable(home: Home, columns: readonly Column[]): Promise<Table> {
  const table = await aTable(home, columns)
  const most = Math.max(...columns.map(({ values }) => values.length))
  for (let index = 0; index < most; index++) {
    const written = columns
      .filter(({ write }) => write)
      .map(({ name, values }) => [name, values[index % values.length]])
    if (index % 3 > 0) home.setClock(home.now() + 1)
    await addRow(home, table, Object.fromEntries(written))
  }
  return table
}
