import type { Db } from './dialects/dialect.ts'
import { isVisible, type PageNode, selectPages } from './nodes.ts'
import { prepared } from './prepared.ts'
import type { PageRow } from './tables/content.ts'

export const insertPage = (db: Db, row: PageRow): Promise<void> => db.insertRows('pages', [row as never])

export async function updatePageRow(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<PageRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('pages')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** A page that was just written or whose access was decided elsewhere. */
export const pageById = prepared<Omit<PageNode, 'level'>, [workspaceId: string, id: string]>(
  (query, [workspaceId, id]) =>
    selectPages(query).where('b.workspace_id', '=', workspaceId).where('b.id', '=', id),
)

/** Those of `ids` that are rows in use of a data source, no templates, and that one of the principals may read. */
export const rowsAmong = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  ids: readonly string[],
  principals: string,
  now: number,
): Promise<{ id: string }[]> =>
  db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .select('p.id')
    .where('p.workspace_id', '=', workspaceId)
    .where('p.data_source_id', '=', dataSourceId)
    .where('p.id', 'in', ids)
    .where('p.is_template', '=', 0)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
    .execute()
