import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { TeamspaceRow } from './tables/people.ts'

export async function isGroup(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const row = await db.sql
    .selectFrom('groups')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** How a teamspace is seen; undefined when there is none, or it was archived. */
export async function teamspaceVisibility(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<TeamspaceRow['visibility'] | undefined> {
  const row = await db.sql
    .selectFrom('teamspaces')
    .select('visibility')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_time', 'is', null)
    .executeTakeFirst()
  return row?.visibility
}

/** Whether somebody who holds `mine` shares a page or database with somebody who holds `theirs` (JSON arrays). */
export async function shareAList(
  db: Db,
  workspaceId: string,
  mine: string,
  theirs: string,
  now: number,
): Promise<boolean> {
  const isAmong = (column: string, principals: string) => dialects[db.dialect].textIn(column, principals)
  const { rows } = await sql`
    select 1 as found from access_entries as a
      join access_entries as b on b.workspace_id = a.workspace_id and b.list_id = a.list_id
    where a.workspace_id = ${workspaceId}
      and ${isAmong('a.principal', mine)} and (a.expires_time is null or a.expires_time > ${now})
      and ${isAmong('b.principal', theirs)} and (b.expires_time is null or b.expires_time > ${now})
    limit 1
  `.execute(db.sql)
  return rows.length > 0
}
