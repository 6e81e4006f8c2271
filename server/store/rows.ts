/** The rows of a data source, as a query reads them. */
import type { Db } from './dialects/dialect.ts'
import { sql } from './fragments.ts'
import { type PageNode, selectPages } from './nodes.ts'
import type { RowReader } from './row-conditions.ts'
import { chooseDrivers } from './row-drivers.ts'
import { among, inSource, pagesOf, type RowQuery, type RowSource, readAll, scanOf } from './row-statements.ts'

export interface QueriedRow {
  id: string
  properties: string
  created_time: number
  created_by: string
  last_edited_time: number
  last_edited_by: string
  unique_number: number | null
}

/** Every row that passes the filter of a query, in no order, with its values. */
export async function rowsPassing(
  reader: RowReader,
  source: RowSource,
  query: RowQuery,
): Promise<(QueriedRow & { place: number })[]> {
  const { few } = await chooseDrivers(query.filter, source.number, reader)
  const scan = scanOf(reader, source, query)
  const rows = pagesOf(scan, few === null ? inSource(scan) : among(scan, few.places), [])
  const columns = sql.join(rowColumns.map((column) => sql.ref(column)))
  return readAll(scan, sql`select r.place as place, ${columns} from ${rows}`)
}

/** The same of rows that were found already. */
export async function rowsFound(
  { db, workspaceId }: RowReader,
  ids: readonly string[],
): Promise<(QueriedRow & { place: number })[]> {
  if (ids.length === 0) return []
  return db.sql
    .selectFrom('rows as r')
    .innerJoin('pages as p', (join) =>
      join.onRef('p.workspace_id', '=', 'r.workspace_id').onRef('p.id', '=', 'r.id'),
    )
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'r.workspace_id').onRef('b.id', '=', 'r.id'),
    )
    .select(['r.place', ...rowColumns])
    .where('r.workspace_id', '=', workspaceId)
    .where('r.id', 'in', ids)
    .execute()
}

const rowColumns = [
  'b.id',
  'p.properties',
  'b.created_time',
  'b.created_by',
  'b.last_edited_time',
  'b.last_edited_by',
  'p.unique_number',
] as const

/** Rows with their values in order of id, whoever may read them and those in the trash included. */
export const rowValues = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  afterId: string,
  limit: number,
): Promise<QueriedRow[]> =>
  db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .select(rowColumns)
    .where('p.workspace_id', '=', workspaceId)
    .where('p.data_source_id', '=', dataSourceId)
    .where('p.id', '>', afterId)
    .orderBy('p.id')
    .limit(limit)
    .execute()

/** Whole pages, in no order. */
export const pagesByIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<(PageNode & { level: null })[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : (selectPages(db.sql)
        .where('b.workspace_id', '=', workspaceId)
        .where('b.id', 'in', ids)
        .execute() as never)
