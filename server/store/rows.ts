/** The rows of a data source, as a query reads them. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { isVisible, type PageNode, selectPages } from './nodes.ts'

/** Which rows are considered at all. */
export interface Considered {
  inTrash: boolean
  isArchived: boolean | undefined
}

export interface QueriedRow {
  id: string
  properties: string
  created_time: number
  created_by: string
  last_edited_time: number
  last_edited_by: string
  unique_number: number | null
}

/** Every row that one of the principals may read, with its values. */
export const queriedRows = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  considered: Considered,
  principals: string,
  now: number,
): Promise<QueriedRow[]> =>
  visibleRows(db, workspaceId, dataSourceId, considered, principals, now).select(rowColumns).execute()

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

/** The newest rows that one of the principals may read, from a row on. */
export const firstRows = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  {
    from,
    limit,
    ...considered
  }: Considered & { from: { created: number; id: string } | null; limit: number },
  principals: string,
  now: number,
): Promise<{ id: string; created_time: number }[]> =>
  visibleRows(db, workspaceId, dataSourceId, considered, principals, now)
    .select(['b.id', 'b.created_time'])
    .$if(from !== null, (query) =>
      query.where(sql<boolean>`(b.created_time, b.id) <= (${from?.created}, ${from?.id})`),
    )
    .orderBy('b.created_time', 'desc')
    .orderBy('b.id', 'desc')
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

function visibleRows(
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  { inTrash, isArchived }: Considered,
  principals: string,
  now: number,
) {
  return db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .where('p.workspace_id', '=', workspaceId)
    .where('p.data_source_id', '=', dataSourceId)
    .where('p.is_template', '=', 0)
    .where('b.trash_root', inTrash ? 'is not' : 'is', null)
    .$if(isArchived !== undefined, (query) => query.where('p.is_archived', '=', isArchived ? 1 : 0))
    .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
}
