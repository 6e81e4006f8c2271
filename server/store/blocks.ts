import { type Kysely, sql } from 'kysely'
import type { Db, DialectName } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import { prepared } from './prepared.ts'
import type { BlockRow } from './tables/content.ts'
import type { Tables } from './tables.ts'

/** A child as far as a list needs it: what is not ready is read whole afterwards. */
export interface ListedBlock {
  id: string
  ready: string | null
}

/** What is ready says its id itself: making it a second time for each row costs more than finding the row. */
type ListedRow = { unready_id: string; ready: null } | { unready_id: null; ready: string }

const listedColumns = [
  sql<string | null>`case when ready is null then id end`.as('unready_id'),
  'ready',
] as const

/** A ready block begins with `{"object":"block","id":"`. */
const READY_ID = 24

const toListed = (row: ListedRow): ListedBlock => ({
  id: row.ready === null ? row.unready_id : row.ready.slice(READY_ID, READY_ID + 36),
  ready: row.ready,
})

/** Who looks: the pages and databases below a node may have lists of their own. */
export interface Onlooker {
  principals: string
  now: number
}

type ChildrenOf = [workspaceId: string, parentId: string, principals: string, now: number, limit: number]

/** The first children of a node in document order. */
const firstChildren = prepared<ListedRow, ChildrenOf>((query, values, dialect) =>
  selectChildren(query, values, dialect),
)

/** The children from a position on, that block included. */
const childrenFrom = prepared<ListedRow, [...ChildrenOf, position: string, id: string]>(
  (query, [workspaceId, parentId, principals, now, limit, position, id], dialect) =>
    selectChildren(query, [workspaceId, parentId, principals, now, limit], dialect).where(
      sql<boolean>`(position, id) >= (${position}, ${id})`,
    ),
)

const selectChildren = (
  query: Kysely<Tables>,
  [workspaceId, parentId, principals, now, limit]: ChildrenOf,
  dialect: DialectName,
) =>
  query
    .selectFrom('blocks')
    .select(listedColumns as never)
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', parentId)
    .where('trash_root', 'is', null)
    .where(isShown(dialect, workspaceId, 'blocks', principals, now))
    .orderBy('position')
    .orderBy('id')
    .limit(limit)

/** Content belongs to the page it stands in; a page or database below is shown to those who may read it. */
export const isShown = (
  dialect: DialectName,
  workspaceId: string,
  table: string,
  principals: string,
  now: number,
) =>
  sql<boolean>`(${sql.ref(`${table}.access_id`)} is null
    or ${isVisible({ dialect }, workspaceId, `${table}.access_id`, principals, now)})`

/**
 * The children that the onlooker may see, in document order.
 *
 * @param from where to begin; null for the beginning.
 */
export async function childrenOf(
  db: Db,
  workspaceId: string,
  parentId: string,
  { principals, now }: Onlooker,
  from: { position: string; id: string } | null,
  limit: number,
): Promise<ListedBlock[]> {
  const rows =
    from === null
      ? await firstChildren(db, workspaceId, parentId, principals, now, limit)
      : await childrenFrom(db, workspaceId, parentId, principals, now, limit, from.position, from.id)
  return rows.map(toListed)
}

/** Where a child stands among its siblings, also when it is in the trash. */
export const siblingPosition = async (
  db: Db,
  workspaceId: string,
  parentId: string,
  id: string,
): Promise<string | undefined> => {
  const row = await db.sql
    .selectFrom('blocks')
    .select('position')
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', parentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.position
}

const lastOf = prepared<{ position: string }, [workspaceId: string, parentId: string]>(
  (query, [workspaceId, parentId]) =>
    query
      .selectFrom('blocks')
      .select('position')
      .where('workspace_id', '=', workspaceId)
      .where('parent_id', '=', parentId)
      .orderBy('position', 'desc')
      .limit(1),
)

/** The positions that something new stands between; null is the edge. Blocks in the trash keep theirs. */
export async function positionsAround(
  db: Db,
  workspaceId: string,
  parentId: string,
  place: { type: 'start' } | { type: 'end' } | { type: 'after'; position: string },
): Promise<[before: string | null, after: string | null]> {
  if (place.type === 'end') {
    const [last] = await lastOf(db, workspaceId, parentId)
    return [last?.position ?? null, null]
  }
  const before = place.type === 'after' ? place.position : null
  const next = await db.sql
    .selectFrom('blocks')
    .select('position')
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', parentId)
    .$if(before !== null, (query) => query.where('position', '>', before!))
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  return [before, next?.position ?? null]
}

export const blocksByIds = (db: Db, workspaceId: string, ids: readonly string[]): Promise<BlockRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('blocks')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', ids)
        .execute()

export const insertBlocks = (db: Db, rows: readonly BlockRow[]): Promise<void> =>
  db.insertRows('blocks', rows as never)

export async function updateBlock(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<BlockRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('blocks')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** A page or database was edited: by whom and when. */
export const touchNode = (db: Db, workspaceId: string, id: string, by: string, now: number): Promise<void> =>
  updateBlock(db, workspaceId, id, { last_edited_time: now, last_edited_by: by })

/**
 * Writes whether a node has children, in its row and in its ready object. A JSON string cannot hold the
 * replaced text, because its quotes would be escaped there.
 */
export async function setHasChildren(db: Db, workspaceId: string, id: string, has: boolean): Promise<void> {
  const [from, to] = has ? ['false', 'true'] : ['true', 'false']
  await db.sql
    .updateTable('blocks')
    .set({
      has_children: has ? 1 : 0,
      ready: sql`replace(ready, ${`"has_children":${from}`}, ${`"has_children":${to}`})`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('has_children', '=', has ? 0 : 1)
    .execute()
}

const anyChild = prepared<{ id: string }, [workspaceId: string, parentId: string]>(
  (query, [workspaceId, parentId]) =>
    query
      .selectFrom('blocks')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('parent_id', '=', parentId)
      .where('trash_root', 'is', null)
      .limit(1),
)

/** Whether any child is in use, whoever may see it. */
export async function hasLiveChildren(db: Db, workspaceId: string, parentId: string): Promise<boolean> {
  return (await anyChild(db, workspaceId, parentId)).length > 0
}

/** Puts a node and all that is below it and not yet in the trash into the trash, in one statement. */
export async function trashSubtree(db: Db, workspaceId: string, rootId: string): Promise<void> {
  await sql`
    with recursive below(workspace_id, id) as (
      select cast(${workspaceId} as text), cast(${rootId} as text)
      union all
      select b.workspace_id, b.id from below
        left join data_sources as d on d.workspace_id = below.workspace_id and d.database_id = below.id
        join blocks as b on b.workspace_id = below.workspace_id and b.parent_id = coalesce(d.id, below.id)
      where b.trash_root is null
    )
    update blocks
    set trash_root = ${rootId}, ready = replace(ready, '"in_trash":false', '"in_trash":true')
    where (workspace_id, id) in (select workspace_id, id from below) and trash_root is null
  `.execute(db.sql)
}

/** Takes back what was trashed together with a node. */
export async function restoreSubtree(db: Db, workspaceId: string, rootId: string): Promise<void> {
  await db.sql
    .updateTable('blocks')
    .set({ trash_root: null, ready: sql`replace(ready, '"in_trash":true', '"in_trash":false')` })
    .where('workspace_id', '=', workspaceId)
    .where('trash_root', '=', rootId)
    .execute()
}

type Ancestor = Pick<BlockRow, 'id' | 'type' | 'parent_id'>

/** The nodes above one, nearest first, itself aside; a row's data source is passed through. */
export const ancestorsOf = async (db: Db, workspaceId: string, id: string): Promise<Ancestor[]> => {
  const { rows } = await sql<Ancestor>`
    with recursive above(id, type, parent_id, depth) as (
      select id, type, parent_id, 0 from blocks where workspace_id = ${workspaceId} and id = ${id}
      union all
      select b.id, b.type, b.parent_id, above.depth + 1 from above
        join blocks as b on b.workspace_id = ${workspaceId} and b.id = coalesce(
          (select d.database_id from data_sources as d where d.workspace_id = ${workspaceId} and d.id = above.parent_id),
          above.parent_id
        )
    )
    select id, type, parent_id from above where depth > 0 order by depth
  `.execute(db.sql)
  return rows
}

/** Everything below a node in use that the onlooker may see, in no order: for reading a whole page. */
export const subtreeOf = async (
  db: Db,
  workspaceId: string,
  rootId: string,
  { principals, now }: Onlooker,
  limit: number,
): Promise<BlockRow[]> => {
  const { rows } = await sql<BlockRow>`
    with recursive below(id) as (
      select b.id from blocks as b
      where b.workspace_id = ${workspaceId} and b.parent_id = ${rootId} and b.trash_root is null
      union all
      select b.id from below
        join blocks as up on up.workspace_id = ${workspaceId} and up.id = below.id
          and up.type not in ('child_page', 'child_database')
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = below.id and b.trash_root is null
    )
    select * from blocks where workspace_id = ${workspaceId} and id in (select id from below)
      and ${isShown(db.dialect, workspaceId, 'blocks', principals, now)}
    limit ${limit}
  `.execute(db.sql)
  return rows
}

/** Blocks of meeting notes in use on pages that the onlooker may see, in no order. */
export const meetingNotesBlocks = (
  db: Db,
  workspaceId: string,
  { principals, now }: Onlooker,
): Promise<
  Pick<
    BlockRow,
    'id' | 'content' | 'created_time' | 'created_by' | 'last_edited_time' | 'last_edited_by' | 'ready'
  >[]
> =>
  db.sql
    .selectFrom('blocks as b')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'b.workspace_id').onRef('c.id', '=', 'b.container_id'),
    )
    .select([
      'b.id',
      'b.content',
      'b.created_time',
      'b.created_by',
      'b.last_edited_time',
      'b.last_edited_by',
      'b.ready',
    ])
    .where('b.workspace_id', '=', workspaceId)
    // Written out, so that the index of meeting notes is used.
    .where(sql<boolean>`b.type = 'meeting_notes'`)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'c.access_id', principals, now))
    .execute()

/** A block that stands in meeting notes, and the payload of those. */
export interface PartOfNotes {
  id: string
  container_id: string
  notes_id: string
  notes: string
}

/** What stands in meeting notes of a block and the blocks in use below it; pages and databases are not entered. */
export const partsOfNotesIn = async (db: Db, workspaceId: string, rootId: string): Promise<PartOfNotes[]> => {
  const { rows } = await sql<PartOfNotes>`
    with recursive below(id) as (
      select cast(${rootId} as text)
      union all
      select b.id from below
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = below.id and b.trash_root is null
          and b.type not in ('child_page', 'child_database')
    )
    select p.id, p.container_id, n.id as notes_id, n.content as notes
    from below cross join blocks as p cross join blocks as n
    where p.workspace_id = ${workspaceId} and p.id = below.id
      and n.workspace_id = ${workspaceId} and n.id = p.parent_id and n.type = 'meeting_notes'
  `.execute(db.sql)
  return rows
}

/** The children of a node that are in use, in order. */
export const childrenInUse = (
  db: Db,
  workspaceId: string,
  parentId: string,
): Promise<Pick<BlockRow, 'id' | 'type'>[]> =>
  db.sql
    .selectFrom('blocks')
    .select(['id', 'type'])
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', parentId)
    .where('trash_root', 'is', null)
    .orderBy('position')
    .execute()
