import { type RawBuilder, sql } from 'kysely'
import { isShown, type Onlooker } from './blocks.ts'
import type { Db } from './dialects/dialect.ts'
import type { BlockRow, DatabaseRow, DataSourceRow, PageRow, RelationRow, ViewRow } from './tables/content.ts'

/** Every row that what stands below a page is made of; the page itself is not among them. */
export interface Subtree {
  blocks: BlockRow[]
  pages: PageRow[]
  databases: DatabaseRow[]
  /** Those in the trash too, whose rows are left out. */
  dataSources: DataSourceRow[]
  relations: RelationRow[]
  views: ViewRow[]
}

/**
 * What stands below a page, pages and databases with all that is below them too, as far as the onlooker may see
 * it. What is in the trash is left out, unless it went there with the page.
 */
export async function readSubtree(
  db: Db,
  workspaceId: string,
  { id: rootId, trashRoot }: { id: string; trashRoot: string | null },
  { principals, now }: Onlooker,
): Promise<Subtree> {
  const isIn = sql<boolean>`(b.trash_root is null or b.trash_root = ${trashRoot ?? ''})
    and ${isShown(db.dialect, workspaceId, 'b', principals, now)}`
  const { rows: blocks } = await sql<BlockRow>`
    with recursive below(workspace_id, id) as (
      select b.workspace_id, b.id from blocks as b
      where b.workspace_id = ${workspaceId} and b.parent_id = ${rootId} and ${isIn}
      union all
      select b.workspace_id, b.id from below
        left join data_sources as d on d.workspace_id = below.workspace_id and d.database_id = below.id and d.in_trash = 0
        join blocks as b on b.workspace_id = below.workspace_id and b.parent_id = coalesce(d.id, below.id)
      where ${isIn}
    )
    select * from blocks where (workspace_id, id) in (select workspace_id, id from below)
  `.execute(db.sql)
  const idsOf = (type: string) => blocks.filter((block) => block.type === type).map(({ id }) => id)
  const [pages, databases] = [idsOf('child_page'), idsOf('child_database')]
  return {
    blocks,
    pages: await rowsNaming<PageRow>(db, workspaceId, 'pages', sql`id`, pages),
    databases: await rowsNaming<DatabaseRow>(db, workspaceId, 'databases', sql`id`, databases),
    dataSources: await rowsNaming<DataSourceRow>(
      db,
      workspaceId,
      'data_sources',
      sql`database_id`,
      databases,
    ),
    views: await rowsNaming<ViewRow>(db, workspaceId, 'views', sql`database_id`, databases),
    relations: await rowsNaming<RelationRow>(db, workspaceId, 'relations', sql`page_id`, pages),
  }
}

/** Parameters of one statement. */
const AT_ONCE = 1000

async function rowsNaming<Row>(
  db: Db,
  workspaceId: string,
  table: 'pages' | 'databases' | 'data_sources' | 'relations' | 'views',
  column: RawBuilder<unknown>,
  ids: readonly string[],
): Promise<Row[]> {
  const all: Row[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE)
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} where workspace_id = ${workspaceId} and ${column} in (${sql.join(some)})
    `.execute(db.sql)
    all.push(...rows)
  }
  return all
}
