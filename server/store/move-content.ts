import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** A page or database that stands in content, and the list that decides access to it. */
export interface ContainedNode {
  id: string
  access_id: string
}

/**
 * Makes a block, and the blocks below it, content of another page, with what is said about them. What is in the trash
 * goes along.
 *
 * @returns the pages and databases among it: they are nobody's content, and are not entered.
 */
export async function moveContent(
  db: Db,
  workspaceId: string,
  rootId: string,
  pageId: string,
): Promise<ContainedNode[]> {
  const below = sql`
    with recursive below(workspace_id, id) as (
      select cast(${workspaceId} as text), cast(${rootId} as text)
      union all
      select b.workspace_id, b.id from below
        join blocks as b on b.workspace_id = below.workspace_id and b.parent_id = below.id
          and b.type not in ('child_page', 'child_database')
    )`
  await sql`${below} update blocks set container_id = ${pageId}
    where (workspace_id, id) in (select workspace_id, id from below)`.execute(db.sql)
  for (const table of ['discussions', 'comments']) {
    await sql`${below} update ${sql.table(table)} set container_id = ${pageId}
      where (workspace_id, parent_id) in (select workspace_id, id from below)`.execute(db.sql)
  }
  const { rows } = await sql<ContainedNode>`${below} select id, access_id from blocks
    where (workspace_id, parent_id) in (select workspace_id, id from below)
      and type in ('child_page', 'child_database')`.execute(db.sql)
  return rows
}
