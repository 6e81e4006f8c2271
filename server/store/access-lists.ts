import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { AccessEntryRow, AccessGrantRow, AccessListRow } from './tables.ts'

export const insertAccessList = (db: Db, row: AccessListRow): Promise<unknown> =>
  db.sql.insertInto('access_lists').values(row).execute()

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
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id in (
          select below.id union all
          select d.id from data_sources as d where d.workspace_id = ${workspaceId} and d.database_id = below.id
        )
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
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id in (
          select below.id union all
          select d.id from data_sources as d where d.workspace_id = ${workspaceId} and d.database_id = below.id
        )
    )
    select l.id from access_lists as l
    where l.workspace_id = ${workspaceId} and l.parent_list_id = ${parentListId}
      and l.node_id in (select id from below) and l.node_id <> ${nodeId}
  `.execute(db.sql)
  return rows
}
