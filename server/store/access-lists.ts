import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { AccessListRow } from './tables/access.ts'

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
 * A node, and everything below it that shares its list, as the table `below`. Nodes with a list of their own keep it, and
 * so does what is below them. Of a data source it is the rows. Walked from parent to child: the workspace goes along, or
 * PostgreSQL, before it has looked at a table that grew, would read all of it for each node.
 */
export const subtreeUnder = (workspaceId: string, nodeId: string, listId: string) => sql`
    with recursive below(workspace_id, id) as (
      select cast(${workspaceId} as text), cast(${nodeId} as text)
      union all
      select b.workspace_id, b.id from below
        left join data_sources as d on d.workspace_id = below.workspace_id and d.database_id = below.id
        join blocks as b on b.workspace_id = below.workspace_id and b.parent_id = coalesce(d.id, below.id)
      where coalesce(b.access_id, ${listId}) = ${listId}
    )`

/**
 * Points a node, and everything below it that shared its list, at another list: one statement, whatever
 * the size of the subtree.
 *
 * @param isMove whether it comes under a list that was there before, with others under it.
 */
export async function pointSubtreeAt(
  db: Db,
  workspaceId: string,
  nodeId: string,
  fromListId: string,
  toListId: string,
  isMove: boolean,
): Promise<void> {
  const moved = sql`, access_since = (select sequence from workspaces where id = ${workspaceId})`
  await sql`${subtreeUnder(workspaceId, nodeId, fromListId)}
    update blocks set access_id = ${toListId} ${isMove ? moved : sql``}
    where (workspace_id, id) in (select workspace_id, id from below) and coalesce(access_id, '') = ${fromListId}
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
      and ${dialects[db.dialect].idAmong(sql`l.node_id`, sql`select id from below`)} and l.node_id <> ${nodeId}
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
    where l.workspace_id = ${workspaceId}
      and ${dialects[db.dialect].idAmong(sql`l.node_id`, sql`select id from below`)}
    order by l.id
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
