import type { Db } from './dialects/dialect.ts'

/** A page or database in use that stands directly in a node; the title of a database is its stored rich text. */
export interface Child {
  id: string
  page_title: string | null
  database_title: string | null
}

/** The pages and databases directly in a node, or at the top of the workspace, oldest first. */
export const childNodes = (
  db: Db,
  workspaceId: string,
  parentId: string | null,
  type: 'child_page' | 'child_database',
): Promise<Child[]> =>
  db.sql
    .selectFrom('blocks as b')
    .leftJoin('pages as p', (join) =>
      join.onRef('p.workspace_id', '=', 'b.workspace_id').onRef('p.id', '=', 'b.id'),
    )
    .leftJoin('databases as s', (join) =>
      join.onRef('s.workspace_id', '=', 'b.workspace_id').onRef('s.id', '=', 'b.id'),
    )
    .select(['b.id', 'p.title as page_title', 's.title as database_title'])
    .where('b.workspace_id', '=', workspaceId)
    .where('b.parent_id', parentId === null ? 'is' : '=', parentId)
    .where('b.type', '=', type)
    .where('b.trash_root', 'is', null)
    .orderBy('b.created_time')
    .orderBy('b.id')
    .execute()

/** The rows of a data source that have one of these titles, oldest first. */
export const rowsByTitle = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  titles: readonly string[],
): Promise<{ id: string; title: string }[]> =>
  db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .select(['p.id', 'p.title'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.data_source_id', '=', dataSourceId)
    .where('p.title', 'in', titles)
    .where('p.is_template', '=', 0)
    .where('b.trash_root', 'is', null)
    .orderBy('b.created_time')
    .orderBy('b.id')
    .execute()
