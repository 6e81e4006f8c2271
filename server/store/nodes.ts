/**
 * The one read that decides access: a node of the tree together with the highest level that the actor's
 * principals have on the list it stands under. At any depth it costs the same.
 */
import type { Compilable, Kysely } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { type Fragment, sql } from './fragments.ts'
import { prepared } from './prepared.ts'
import type { BlockRow, DatabaseRow, DataSourceRow, PageRow } from './tables/content.ts'
import type { Tables } from './tables.ts'

interface Leveled {
  /** The actor's level here, null for none. */
  level: number | null
}

export type NodeValues = [workspaceId: string, id: string, principals: string, now: number]

export interface BlockNode extends BlockRow, Leveled {
  container_type: 'child_page' | 'child_database'
  container_parent_type: BlockRow['parent_type']
  container_trash_root: string | null
  container_access_id: string
}

/** Any node, a page or a database too. Values: workspace, id, principals (JSON), now. */
export const blockNode = byPrincipals<BlockNode>((query, values, isAmong) =>
  withContainer(query, values, isAmong)
    .selectAll('b')
    .select([
      'c.type as container_type',
      'c.parent_type as container_parent_type',
      'c.trash_root as container_trash_root',
      'c.access_id as container_access_id',
    ]),
)

export type PageNode = Omit<BlockRow, 'ready'> &
  Omit<PageRow, 'ready'> &
  Leveled & {
    ready: string | null
    database_id: string | null
    container_parent_type: BlockRow['parent_type']
  }

/** A page. `ready` is null when its properties must be made anew. */
export const pageNode = byPrincipals<PageNode>((query, values, isAmong) =>
  withContainer(query, values, isAmong)
    .innerJoin('pages as p', (join) =>
      join.onRef('p.workspace_id', '=', 'b.workspace_id').onRef('p.id', '=', 'b.id'),
    )
    .leftJoin('data_sources as d', (join) =>
      join.onRef('d.workspace_id', '=', 'p.workspace_id').onRef('d.id', '=', 'p.data_source_id'),
    )
    .select(pageColumns)
    .select(readyProperties),
)

/** The columns of a page, `b` the block and `p` the page. */
const pageColumns = [
  'b.workspace_id',
  'b.id',
  'b.type',
  'b.parent_type',
  'b.parent_id',
  'b.container_id',
  'b.position',
  'b.content',
  'b.has_children',
  'b.created_time',
  'b.created_by',
  'b.last_edited_time',
  'b.last_edited_by',
  'b.trash_root',
  'b.access_id',
  'p.data_source_id',
  'p.title',
  'p.title_key',
  'p.icon',
  'p.cover',
  'p.properties',
  'p.is_locked',
  'p.is_archived',
  'p.is_template',
  'p.unique_number',
  'p.ready_version',
  'd.database_id',
  'b.parent_type as container_parent_type',
] as const

/** What showing a page of a known data source takes, and it does not share with all others: reading more is not free. */
export type RowPage = Pick<
  PageNode,
  | 'id'
  | 'created_time'
  | 'created_by'
  | 'last_edited_time'
  | 'last_edited_by'
  | 'trash_root'
  | 'title'
  | 'icon'
  | 'cover'
  | 'properties'
  | 'is_locked'
  | 'is_archived'
  | 'unique_number'
  | 'ready'
>

/** The columns of `RowPage`, `b` the block and `p` the page. Values are empty where they are ready as JSON. */
export const rowPageColumns = (schemaVersion: number): Fragment<unknown> => sql`
  b.id, b.created_time, b.created_by, b.last_edited_time, b.last_edited_by, b.trash_root,
  p.title, p.icon, p.cover, p.is_locked, p.is_archived, p.unique_number,
  case when p.ready_version = ${schemaVersion} then p.ready end as ready,
  case when p.ready_version = ${schemaVersion} and p.ready is not null then '' else p.properties end as properties`

/** What was printed under an older schema is not ready. */
const readyProperties = sql<string | null>`
  case when p.ready_version = coalesce(d.schema_version, 0) then p.ready end`.as('ready')

/** Pages with what showing them takes, whoever asks: access was decided elsewhere. */
export const selectPages = (query: Kysely<Tables>) =>
  query
    .selectFrom('blocks as b')
    .innerJoin('pages as p', (join) =>
      join.onRef('p.workspace_id', '=', 'b.workspace_id').onRef('p.id', '=', 'b.id'),
    )
    .leftJoin('data_sources as d', (join) =>
      join.onRef('d.workspace_id', '=', 'p.workspace_id').onRef('d.id', '=', 'p.data_source_id'),
    )
    .select(pageColumns)
    .select(readyProperties)

export type DatabaseNode = BlockRow & DatabaseRow & Leveled

export const databaseNode = byPrincipals<DatabaseNode>((query, values, isAmong) =>
  withContainer(query, values, isAmong)
    .innerJoin('databases as s', (join) =>
      join.onRef('s.workspace_id', '=', 'b.workspace_id').onRef('s.id', '=', 'b.id'),
    )
    .selectAll('b')
    .select(['s.title', 's.description', 's.icon', 's.cover', 's.is_inline', 's.is_locked']),
)

export type DataSourceNode = DataSourceRow &
  Leveled & {
    database_parent_type: BlockRow['parent_type']
    database_parent_id: string | null
    database_trash_root: string | null
    database_is_inline: number
    access_id: string
  }

/** A data source; it stands under the list of its database. */
export const dataSourceNode = byPrincipals<DataSourceNode>((query, values, isAmong) => {
  const [workspaceId, id, principals, now] = values
  return query
    .selectFrom('data_sources as d')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'd.workspace_id').onRef('c.id', '=', 'd.database_id'),
    )
    .innerJoin('databases as s', (join) =>
      join.onRef('s.workspace_id', '=', 'd.workspace_id').onRef('s.id', '=', 'd.database_id'),
    )
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', '=', id)
    .selectAll('d')
    .select([
      'c.parent_type as database_parent_type',
      'c.parent_id as database_parent_id',
      'c.trash_root as database_trash_root',
      'c.access_id',
      's.is_inline as database_is_inline',
    ])
    .select(levelHere(principals, now, isAmong)) as never
})

/** `column` is one of the actor's principals. */
type IsAmong = (column: string, principals: string) => Fragment<boolean>

/**
 * A read that is compiled twice: for an actor with one principal, as every bot is, it compares, which costs
 * a third of looking into a list.
 */
function byPrincipals<Row>(
  build: (query: Kysely<Tables>, values: NodeValues, isAmong: IsAmong) => Compilable<Row>,
): (db: Db, ...values: NodeValues) => Promise<Row[]> {
  const isOne: IsAmong = (column, principal) => sql<boolean>`${sql.ref(column)} = ${principal}`
  const ofOne = prepared<Row, NodeValues>((query, values) => build(query, values, isOne))
  const ofMany = prepared<Row, NodeValues>((query, values, dialect) =>
    build(query, values, dialects[dialect].textIn),
  )
  return (db, workspaceId, id, principals, now) => {
    const only = onlyPrincipal(principals)
    return only === null
      ? ofMany(db, workspaceId, id, principals, now)
      : ofOne(db, workspaceId, id, only, now)
  }
}

/** The text of a JSON array with one principal in it; principals hold nothing that JSON would escape. */
const onlyPrincipal = (principals: string): string | null =>
  principals.length > 2 && !principals.includes(',') ? principals.slice(2, -2) : null

function withContainer(query: Kysely<Tables>, values: NodeValues, isAmong: IsAmong) {
  const [workspaceId, id, principals, now] = values
  return query
    .selectFrom('blocks as b')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'b.workspace_id').onRef('c.id', '=', 'b.container_id'),
    )
    .where('b.workspace_id', '=', workspaceId)
    .where('b.id', '=', id)
    .select(levelHere(principals, now, isAmong))
}

/** The highest level of any of the principals on the list of `c`. */
function levelHere(principals: string, now: number, isAmong: IsAmong) {
  return sql<number | null>`(
    select max(e.level) from access_entries as e
    where e.workspace_id = c.workspace_id and e.list_id = c.access_id
      and ${isAmong('e.principal', principals)}
      and (e.expires_time is null or e.expires_time > ${now})
  )`.as('level')
}

/**
 * Holds for rows whose list lets one of the principals read: lists, queries and search start from it.
 *
 * @param accessColumn the column that names the access list, `c.access_id` for one.
 */
export function isVisible(
  db: Pick<Db, 'dialect'>,
  workspaceId: string,
  accessColumn: string,
  principals: string,
  now: number,
) {
  return sql<boolean>`exists (
    select 1 from access_entries as e
    where e.workspace_id = ${workspaceId} and e.list_id = ${sql.ref(accessColumn)}
      and ${dialects[db.dialect].textIn('e.principal', principals)}
      and (e.expires_time is null or e.expires_time > ${now})
  )`
}

/** Those of `ids` that are data sources one of the principals may read. */
export const visibleDataSourceIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  principals: string,
  now: number,
): Promise<{ id: string }[]> =>
  db.sql
    .selectFrom('data_sources as d')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'd.workspace_id').onRef('c.id', '=', 'd.database_id'),
    )
    .select('d.id')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', 'in', ids)
    .where(isVisible(db, workspaceId, 'c.access_id', principals, now))
    .execute()
