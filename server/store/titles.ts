import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'

/** Titles of the pages and databases among `ids` that one of the principals may read. */
export async function visibleTitles(
  db: Db,
  workspaceId: string,
  principals: string,
  now: number,
  ids: readonly string[],
): Promise<{ id: string; page_title: string | null; database_title: string | null }[]> {
  return db.sql
    .selectFrom('blocks as c')
    .leftJoin('pages as p', (join) =>
      join.onRef('p.workspace_id', '=', 'c.workspace_id').onRef('p.id', '=', 'c.id'),
    )
    .leftJoin('databases as s', (join) =>
      join.onRef('s.workspace_id', '=', 'c.workspace_id').onRef('s.id', '=', 'c.id'),
    )
    .select(['c.id', 'p.title as page_title', 's.title as database_title'])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', 'in', ids)
    .where(isVisible(db, workspaceId, 'c.access_id', principals, now))
    .execute()
}

/** Titles of pages, whoever asks: for the blocks that stand for them. */
export const pageTitles = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; title: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('pages')
        .select(['id', 'title'])
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()

/** Titles of databases, as stored rich text, and whether they are shown in their page. */
export const databaseSummaries = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; title: string; is_inline: number }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('databases')
        .select(['id', 'title', 'is_inline'])
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()
