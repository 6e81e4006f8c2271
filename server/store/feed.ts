/** The log of what happened as feeds read it. */
import { type RawBuilder, sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import type { BlockRow } from './tables/content.ts'
import type { EventRow, Feed } from './tables/events.ts'
import type { WorkspaceRow } from './tables/workspaces.ts'

/** Where the log of a workspace ends, and from where on it is whole. */
export const endsOfLog = (
  db: Db,
  workspaceId: string,
): Promise<Pick<WorkspaceRow, 'sequence' | 'changes_from'>> =>
  db.sql
    .selectFrom('workspaces')
    .select(['sequence', 'changes_from'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()

/** What of the log is read: events after `after` up to `until`, no more than `limit`. */
export interface Stretch {
  after: number
  until: number
  limit: number
}

/**
 * Events of a feed, oldest first. Where types are wanted each is read along its own index, so that a rare one is found
 * without reading the others.
 */
export async function eventsOfFeed(
  db: Db,
  workspaceId: string,
  feed: Feed,
  types: readonly string[] | null,
  { after, until, limit }: Stretch,
): Promise<EventRow[]> {
  const read = (which: RawBuilder<unknown>) => sql`
    select * from events where workspace_id = ${workspaceId} and ${which}
      and sequence > ${after} and sequence <= ${until}
    order by sequence limit ${limit}`
  const each = types?.map((type) => sql`select * from (${read(sql`type = ${type}`)}) as of_type`)
  if (each?.length === 0) return []
  const { rows } =
    each === undefined
      ? // Spelled out, so that the index of the people's events is known to fit.
        await read(sql`feed = ${sql.lit(feed)}`).execute(db.sql)
      : await sql`${sql.join(each, sql` union all `)} order by sequence limit ${limit}`.execute(db.sql)
  return rows as EventRow[]
}

/** Those of `ids` that are pages, databases or data sources which one of the principals (JSON) may read. */
export async function readableNodes(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  principals: string,
  now: number,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const isWanted = (column: string) => dialects[db.dialect].idIn(column, JSON.stringify(ids))
  const { rows } = await sql<{ id: string }>`
    select b.id from blocks as b
    where b.workspace_id = ${workspaceId} and ${isWanted('b.id')}
      and ${isVisible(db, workspaceId, 'b.access_id', principals, now)}
    union all
    select d.id from data_sources as d
      join blocks as c on c.workspace_id = d.workspace_id and c.id = d.database_id
    where d.workspace_id = ${workspaceId} and ${isWanted('d.id')}
      and ${isVisible(db, workspaceId, 'c.access_id', principals, now)}
  `.execute(db.sql)
  return new Set(rows.map(({ id }) => id))
}

/** What a page, database or data source stands in. */
export interface ParentOfNode {
  id: string
  parent_type: BlockRow['parent_type']
  parent_id: string | null
  /** Of a row: the database of its data source. */
  database_id: string | null
}

export async function parentsOfNodes(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<ParentOfNode[]> {
  if (ids.length === 0) return []
  const isWanted = (column: string) => dialects[db.dialect].idIn(column, JSON.stringify(ids))
  const { rows } = await sql<ParentOfNode>`
    select b.id, b.parent_type, b.parent_id, d.database_id from blocks as b
      left join data_sources as d on d.workspace_id = b.workspace_id and d.id = b.parent_id
    where b.workspace_id = ${workspaceId} and ${isWanted('b.id')}
    union all
    select d.id, 'database_id', d.database_id, null from data_sources as d
    where d.workspace_id = ${workspaceId} and ${isWanted('d.id')}
  `.execute(db.sql)
  return rows
}

/** Of some pages, databases and data sources, the last events of some types of themselves or of their database. */
export async function lastEventsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  types: readonly string[],
): Promise<Map<string, number>> {
  const { idIn, textIn } = dialects[db.dialect]
  const wanted = JSON.stringify(ids)
  const { rows } = await sql<{ id: string; sequence: number }>`
    select n.id, max(v.sequence) as sequence from (
      select id, id as entity_id from blocks where workspace_id = ${workspaceId} and ${idIn('id', wanted)}
      union all
      select id, id from data_sources where workspace_id = ${workspaceId} and ${idIn('id', wanted)}
      union all
      select id, database_id from data_sources where workspace_id = ${workspaceId} and ${idIn('id', wanted)}
    ) as n
      join events as v on v.workspace_id = ${workspaceId} and v.entity_id = n.entity_id
        and ${textIn('v.type', JSON.stringify(types))}
    group by n.id
  `.execute(db.sql)
  return new Map(rows.map(({ id, sequence }) => [id, sequence]))
}

/** The last event before another one, of some types of an entity, whose data holds one of some words; 0 for none. */
export async function lastEventNaming(
  db: Db,
  workspaceId: string,
  entityId: string,
  types: readonly string[],
  words: readonly string[],
  before: number,
): Promise<number> {
  const row = await db.sql
    .selectFrom('events')
    .select((eb) => eb.fn.max('sequence').as('sequence'))
    .where('workspace_id', '=', workspaceId)
    .where('entity_id', '=', entityId)
    .where('sequence', '<', before)
    .where('type', 'in', types)
    .where((eb) => eb.or(words.map((word) => eb('data', 'like', `%${word}%`))))
    .executeTakeFirst()
  return row?.sequence ?? 0
}

/** What pages, databases and data sources are. */
export async function kindsOfThings(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, 'page' | 'database' | 'data_source'>> {
  const isWanted = dialects[db.dialect].idIn('id', JSON.stringify(ids))
  const { rows } = await sql<{ id: string; kind: 'page' | 'database' | 'data_source' }>`
    select id, case type when 'child_page' then 'page' else 'database' end as kind from blocks
    where workspace_id = ${workspaceId} and ${isWanted}
    union all
    select id, 'data_source' from data_sources where workspace_id = ${workspaceId} and ${isWanted}
  `.execute(db.sql)
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** When events of these numbers happened. */
export async function timesOfEvents(
  db: Db,
  workspaceId: string,
  sequences: readonly number[],
): Promise<Map<number, number>> {
  const rows = await db.sql
    .selectFrom('events')
    .select(['sequence', 'timestamp'])
    .where('workspace_id', '=', workspaceId)
    .where('sequence', 'in', sequences)
    .execute()
  return new Map(rows.map(({ sequence, timestamp }) => [sequence, timestamp]))
}
