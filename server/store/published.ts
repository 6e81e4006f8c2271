import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'

/** The principal of whoever has the address of a published page. */
const PUBLIC = '["public"]'

/**
 * The workspace of a published page or database; undefined when it is none. No address of one names a workspace, so
 * each is asked by its key.
 */
export async function workspaceOfPublished(db: Db, id: string, now: number): Promise<string | undefined> {
  const { rows } = await sql<{ workspace_id: string }>`
    select b.workspace_id from workspaces as w
      join blocks as b on b.workspace_id = w.id and b.id = ${id}
    where b.access_id is not null and b.trash_root is null and exists (
      select 1 from access_entries as e
      where e.workspace_id = b.workspace_id and e.list_id = b.access_id and e.principal = 'public'
        and (e.expires_time is null or e.expires_time > ${now})
    )
    limit 1
  `.execute(db.sql)
  return rows[0]?.workspace_id
}

/** Those of some pages and databases that are published. */
export async function publishedAmong(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: number,
): Promise<Set<string>> {
  const rows = await db.sql
    .selectFrom('blocks as b')
    .select('b.id')
    .where('b.workspace_id', '=', workspaceId)
    .where('b.id', 'in', ids)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'b.access_id', PUBLIC, now))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
