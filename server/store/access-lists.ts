import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import type { AccessEntryRow, AccessGrantRow, AccessListRow } from './tables.ts'

export const insertAccessList = (db: Db, row: Omit<AccessListRow, 'is_archived'>): Promise<unknown> =>
  db.sql
    .insertInto('access_lists')
    .values({ ...row, is_archived: 0 })
    .execute()

export const accessListById = (db: Db, workspaceId: string, id: string): Promise<AccessListRow | undefined> =>
  db.sql
    .selectFrom('access_lists')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const listsBelow = (db: Db, workspaceId: string, listId: string): Promise<AccessListRow[]> =>
  db.sql
    .selectFrom('access_lists')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('parent_list_id', '=', listId)
    .execute()

/** Sets what a principal is granted at a list, in place of what it was: the grant keeps its id and who made it. */
export async function putGrant(db: Db, row: AccessGrantRow): Promise<void> {
  await db.sql
    .insertInto('access_grants')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'list_id', 'principal']).doUpdateSet({
        level: row.level,
        expires_time: row.expires_time,
        updated_time: row.updated_time,
        updated_by: row.updated_by,
        link: row.link,
      }),
    )
    .execute()
}

export const grantsOf = (db: Db, workspaceId: string, listId: string): Promise<AccessGrantRow[]> =>
  db.sql
    .selectFrom('access_grants')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .orderBy('principal')
    .execute()

export const entriesOf = (db: Db, workspaceId: string, listId: string): Promise<AccessEntryRow[]> =>
  db.sql
    .selectFrom('access_entries')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .execute()

export async function replaceEntries(
  db: Db,
  workspaceId: string,
  listId: string,
  entries: readonly AccessEntryRow[],
): Promise<void> {
  await db.sql
    .deleteFrom('access_entries')
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .execute()
  await db.insertRows('access_entries', entries as never)
}

export async function setParentList(
  db: Db,
  workspaceId: string,
  listId: string,
  parentListId: string | null,
) {
  await db.sql
    .updateTable('access_lists')
    .set({ parent_list_id: parentListId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', listId)
    .execute()
}

/**
 * Points a node, and everything below it that shared its list, at another list: one statement, whatever
 * the size of the subtree. Nodes with a list of their own keep it, and so does what is below them. Of a data
 * source it is the rows that are pointed.
 */
export async function pointSubtreeAt(
  db: Db,
  workspaceId: string,
  nodeId: string,
  fromListId: string,
  toListId: string,
): Promise<void> {
  await sql`
    with recursive below(id) as (
      select cast(${nodeId} as text)
      union all
      select b.id from below
        left join data_sources as d on d.workspace_id = ${workspaceId} and d.database_id = below.id
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = coalesce(d.id, below.id)
      where b.access_id is null or b.access_id = ${fromListId}
    )
    update blocks set access_id = ${toListId}
    where workspace_id = ${workspaceId} and access_id = ${fromListId} and id in (select id from below)
  `.execute(db.sql)
}

/** Lists that begin below a node and take over from `parentListId`: those move with the node. */
export const listsBeginningBelow = async (
  db: Db,
  workspaceId: string,
  nodeId: string,
  parentListId: string,
): Promise<{ id: string }[]> => {
  const { rows } = await sql<{ id: string }>`
    with recursive below(id) as (
      select cast(${nodeId} as text)
      union all
      select b.id from below
        left join data_sources as d on d.workspace_id = ${workspaceId} and d.database_id = below.id
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = coalesce(d.id, below.id)
    )
    select l.id from access_lists as l
    where l.workspace_id = ${workspaceId} and l.parent_list_id = ${parentListId}
      and l.node_id in (select id from below) and l.node_id <> ${nodeId}
  `.execute(db.sql)
  return rows
}

/** The lists at which a principal was granted something. */
export const listsGranting = (db: Db, workspaceId: string, principal: string): Promise<AccessListRow[]> =>
  db.sql
    .selectFrom('access_lists')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('access_grants')
        .select('list_id')
        .where('workspace_id', '=', workspaceId)
        .where('principal', '=', principal),
    )
    .orderBy('id')
    .execute()

export async function deleteGrants(
  db: Db,
  workspaceId: string,
  listId: string,
  principals: readonly string[],
): Promise<void> {
  await db.sql
    .deleteFrom('access_grants')
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .where('principal', 'in', principals)
    .execute()
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

/**
 * Every list of a teamspace: its own, and those that begin at its pages or below them, whatever they take over.
 *
 * @param teamspaceId what its top pages name as their parent.
 */
export const listsOfTeamspace = async (
  db: Db,
  workspaceId: string,
  teamspaceId: string,
): Promise<AccessListRow[]> => {
  const { rows } = await sql<AccessListRow>`
    with recursive below(id) as (
      select cast(${teamspaceId} as text)
      union all
      select b.id from below
        left join data_sources as d on d.workspace_id = ${workspaceId} and d.database_id = below.id
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = coalesce(d.id, below.id)
    )
    select l.* from access_lists as l
    where l.workspace_id = ${workspaceId} and l.node_id in (select id from below)
    order by l.id
  `.execute(db.sql)
  return rows
}

/** A grant that counts at a list, with the node where it was made: this list's own come first, at distance 0. */
export interface GrantInForce extends AccessGrantRow {
  node_id: string
  distance: number
}

/** What was granted at a list and at those that it takes over from, that of the workspace being the last. */
export const grantsCounting = async (
  db: Db,
  workspaceId: string,
  listId: string,
): Promise<GrantInForce[]> => {
  const { rows } = await sql<GrantInForce>`
    with recursive above(id, node_id, parent_list_id, distance) as (
      select l.id, l.node_id, l.parent_list_id, 0 from access_lists as l
      where l.workspace_id = ${workspaceId} and l.id = ${listId} and l.is_archived = 0
      union all
      select l.id, l.node_id, l.parent_list_id, above.distance + 1 from above
        join access_lists as l on l.workspace_id = ${workspaceId}
          and l.id = coalesce(above.parent_list_id, ${workspaceId})
      where above.id <> ${workspaceId} and l.is_archived = 0
    )
    select g.*, above.node_id, above.distance from above
      join access_grants as g on g.workspace_id = ${workspaceId} and g.list_id = above.id
    order by above.distance, g.principal
  `.execute(db.sql)
  return rows
}

export async function setListArchived(
  db: Db,
  workspaceId: string,
  id: string,
  isArchived: boolean,
): Promise<void> {
  await db.sql
    .updateTable('access_lists')
    .set({ is_archived: isArchived ? 1 : 0 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The list that something takes over from, wherever it stands but at the top of the workspace. */
export async function listAbove(db: Db, workspaceId: string, nodeId: string): Promise<string | null> {
  const { rows } = await sql<{ access_id: string | null }>`
    select coalesce(c.access_id, s.access_id, t.access_id) as access_id from blocks as b
      left join blocks as p on p.workspace_id = b.workspace_id and p.id = b.parent_id
      left join blocks as c on c.workspace_id = b.workspace_id and c.id = p.container_id
      left join data_sources as d on d.workspace_id = b.workspace_id and d.id = b.parent_id
      left join blocks as s on s.workspace_id = b.workspace_id and s.id = d.database_id
      left join teamspaces as t on t.workspace_id = b.workspace_id and t.id = b.parent_id
    where b.workspace_id = ${workspaceId} and b.id = ${nodeId}
  `.execute(db.sql)
  return rows[0]?.access_id ?? null
}

/** The lists at which a principal was granted something. */
export const grantsTo = (db: Db, workspaceId: string, principal: string): Promise<AccessGrantRow[]> =>
  db.sql
    .selectFrom('access_grants')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', principal)
    .orderBy('id')
    .execute()

/** What a node where a list begins is. */
export type NodeKind = 'child_page' | 'child_database' | 'teamspace' | 'workspace'

/** Of nodes where lists begin, what they are. */
export async function kindsOfNodes(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, NodeKind>> {
  if (ids.length === 0) return new Map()
  const blocks = await db.sql
    .selectFrom('blocks')
    .select(['id', 'type'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()
  const kinds = new Map<string, NodeKind>(ids.map((id) => [id, 'teamspace']))
  for (const { id, type } of blocks) kinds.set(id, type as NodeKind)
  if (kinds.has(workspaceId)) kinds.set(workspaceId, 'workspace')
  return kinds
}

/** Where some principals begin to reach, see `rootsReachedBy`. */
export interface ReachedRoot extends AccessGrantRow {
  /** The page or database. */
  node_id: string
  type: 'child_page' | 'child_database'
  /** Where it was granted: the node itself, or the teamspace or workspace that it stands in. */
  granted_at: string
}

/**
 * The pages and databases at which some principals were granted something, and that they do not reach from above:
 * as far as somebody else, the onlooker, sees them.
 *
 * @param after the grant and the node of the last one that is known.
 */
export const rootsReachedBy = async (
  db: Db,
  workspaceId: string,
  principals: string,
  onlooker: { principals: string; now: number },
  { after, limit }: { after: [grantId: string, nodeId: string] | null; limit: number },
): Promise<ReachedRoot[]> => {
  const { now } = onlooker
  const isTheirs = (column: string) => dialects[db.dialect].textIn(column, principals)
  const columns = sql`g.*, b.id as node_id, b.type, l.node_id as granted_at`
  const common = sql`
    join access_lists as l on l.workspace_id = g.workspace_id and l.id = g.list_id`
  const counts = sql`
    g.workspace_id = ${workspaceId} and ${isTheirs('g.principal')}
    and (g.expires_time is null or g.expires_time > ${now})
    and b.trash_root is null
    and l.is_archived = 0
    and ${isVisible(db, workspaceId, 'b.access_id', onlooker.principals, now)}
    and not exists (
      select 1 from access_entries as e
      where e.workspace_id = ${workspaceId} and e.list_id = l.parent_list_id and ${isTheirs('e.principal')}
        and (e.expires_time is null or e.expires_time > ${now})
    )`
  const { rows } = await sql<ReachedRoot>`
    select * from (
      select ${columns} from access_grants as g ${common}
        join blocks as b on b.workspace_id = g.workspace_id and b.id = l.node_id
      where ${counts}
      union all
      select ${columns} from access_grants as g ${common}
        join teamspaces as t on t.workspace_id = g.workspace_id and t.id = l.node_id
        join blocks as b on b.workspace_id = g.workspace_id and b.access_id = l.id and b.parent_type = 'workspace'
      where ${counts}
      union all
      select ${columns} from access_grants as g ${common}
        join blocks as b on b.workspace_id = g.workspace_id and b.parent_type = 'workspace'
      where g.list_id = ${workspaceId} and ${counts}
    ) as roots
    ${after === null ? sql`` : sql`where (id, node_id) > (${after[0]}, ${after[1]})`}
    order by id, node_id limit ${limit}
  `.execute(db.sql)
  return rows
}

/** The list that begins at a node. */
export const ownListOf = (db: Db, workspaceId: string, nodeId: string): Promise<AccessListRow | undefined> =>
  db.sql
    .selectFrom('access_lists as l')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'l.workspace_id').onRef('b.access_id', '=', 'l.id'),
    )
    .selectAll('l')
    .where('l.workspace_id', '=', workspaceId)
    .where('l.node_id', '=', nodeId)
    .where('b.id', '=', nodeId)
    .executeTakeFirst()

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
    insert into access_entries (workspace_id, list_id, principal, level, expires_time)
    select workspace_id, id, ${principal}, ${level}, null from access_lists
    where workspace_id = ${workspaceId} and is_archived = 0
    on conflict (workspace_id, list_id, principal, level) do update set expires_time = null
  `.execute(db.sql)
}

/** Lists that take over from no other and on which a principal alone has full access. */
export async function listsHeldAlone(
  db: Db,
  workspaceId: string,
  principal: string,
  level: number,
): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('access_grants as g')
    .innerJoin('access_lists as l', (join) =>
      join.onRef('l.workspace_id', '=', 'g.workspace_id').onRef('l.id', '=', 'g.list_id'),
    )
    .select('g.list_id')
    .where('g.workspace_id', '=', workspaceId)
    .where('g.principal', '=', principal)
    .where('g.level', '=', level)
    .where('l.parent_list_id', 'is', null)
    .whereRef('l.id', '!=', 'l.workspace_id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('access_grants as other')
            .select('other.id')
            .whereRef('other.workspace_id', '=', 'g.workspace_id')
            .whereRef('other.list_id', '=', 'g.list_id')
            .where('other.principal', '!=', principal)
            .where('other.level', '=', level)
            .where('other.expires_time', 'is', null),
        ),
      ),
    )
    .orderBy('g.list_id')
    .execute()
  return rows.map((row) => row.list_id)
}
