/** What is in force at lists: written anew whenever what was granted there or above changes. */
import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { AccessEntryRow, AccessListRow } from './tables/access.ts'

export const entriesOf = (db: Db, workspaceId: string, listId: string): Promise<AccessEntryRow[]> =>
  db.sql
    .selectFrom('access_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .execute()

/** A list where something is over that nobody has taken note of. */
export const listWithExpired = (
  db: Db,
  now: number,
): Promise<Pick<AccessEntryRow, 'workspace_id' | 'list_id'> | undefined> =>
  db.sql
    .selectFrom('access_entries')
    .select(['workspace_id', 'list_id'])
    .where('expires_time', '<=', now)
    .orderBy('expires_time')
    .limit(1)
    .executeTakeFirst()

/** What is in force, and since when where that is known. */
export type NewEntry = Omit<AccessEntryRow, 'workspace_id' | 'list_id' | 'since'> & { since: number | null }

/** @returns what was in force before. */
export async function replaceEntries(
  db: Db,
  workspaceId: string,
  listId: string,
  entriesAfter: (before: readonly AccessEntryRow[]) => readonly NewEntry[],
): Promise<AccessEntryRow[]> {
  const before = await db.sql
    .deleteFrom('access_entries')
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .returningAll()
    .execute()
  const after = entriesAfter(before)
  if (after.length === 0) return before
  const columns = { principal: 'text', level: 'bigint', expires_time: 'bigint', since: 'bigint' } as const
  const entries = dialects[db.dialect].recordsIn(JSON.stringify(after), columns)
  await sql`
    insert into access_entries (workspace_id, list_id, principal, level, expires_time, since)
    select w.id, ${listId}, e.principal, e.level, e.expires_time, coalesce(e.since, w.sequence)
    from ${entries} as e cross join workspaces as w where w.id = ${workspaceId}
  `.execute(db.sql)
  return before
}

/**
 * The lists where a principal has a level, and no other person, group or teamspace has it. Who was removed from the
 * workspace does not count, and neither do connections and who was only invited.
 */
export const listsHeldOnlyBy = async (
  db: Db,
  workspaceId: string,
  principal: string,
  level: number,
  now: number,
): Promise<AccessListRow[]> => {
  const { rows } = await sql<AccessListRow>`
    select l.* from access_entries as e
    join access_lists as l on l.workspace_id = e.workspace_id and l.id = e.list_id
    where e.workspace_id = ${workspaceId} and e.principal = ${principal} and e.level = ${level}
      and not exists (
        select 1 from access_entries as o
        where o.workspace_id = e.workspace_id and o.list_id = e.list_id and o.level = ${level}
          and o.principal <> ${principal} and (o.expires_time is null or o.expires_time > ${now})
          and o.principal <> 'public' and o.principal not like 'invitation:%' and o.principal not like 'bot:%'
          and not exists (
            select 1 from users as u
            where u.workspace_id = o.workspace_id and o.principal like 'user:%'
              and u.id = substr(o.principal, 6) and u.state = 'removed'
          )
      )
    order by l.id
  `.execute(db.sql)
  return rows
}

/** Takes from a principal what is in force anywhere; what it was granted stays written down. */
export async function deleteEntriesOf(db: Db, workspaceId: string, principal: string): Promise<void> {
  await db.sql
    .deleteFrom('access_entries')
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', principal)
    .execute()
}

/** Takes everything from a principal, at once on every list. */
export async function deletePrincipal(db: Db, workspaceId: string, principal: string): Promise<void> {
  await deleteEntriesOf(db, workspaceId, principal)
  await db.sql
    .deleteFrom('access_grants')
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', principal)
    .execute()
}

/** Lets a principal have a level on every list there is. */
export async function putEntryOnEveryList(
  db: Db,
  workspaceId: string,
  principal: string,
  level: number,
): Promise<void> {
  await sql`
    insert into access_entries (workspace_id, list_id, principal, level, expires_time, since)
    select l.workspace_id, l.id, ${principal}, ${level}, null, w.sequence
    from access_lists as l join workspaces as w on w.id = l.workspace_id
    where l.workspace_id = ${workspaceId} and l.is_archived = 0
    on conflict (workspace_id, list_id, principal, level) do update set expires_time = null
  `.execute(db.sql)
}

/** Those of some principals (JSON) that may read a page, database or data source. */
export async function principalsReading(
  db: Db,
  workspaceId: string,
  nodeId: string,
  principals: string,
  now: number,
): Promise<Set<string>> {
  const { rows } = await sql<{ principal: string }>`
    select distinct e.principal from access_entries as e
    where e.workspace_id = ${workspaceId} and ${dialects[db.dialect].textIn('e.principal', principals)}
      and (e.expires_time is null or e.expires_time > ${now})
      and e.list_id in (
        select access_id from blocks where workspace_id = ${workspaceId} and id = ${nodeId}
        union all
        select c.access_id from data_sources as d
          join blocks as c on c.workspace_id = d.workspace_id and c.id = d.database_id
        where d.workspace_id = ${workspaceId} and d.id = ${nodeId}
      )`.execute(db.sql)
  return new Set(rows.map(({ principal }) => principal))
}
