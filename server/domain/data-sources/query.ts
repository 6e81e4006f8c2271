import { linksOfProperties } from '#server/store/relations.ts'
import { firstRows, pagesByIds, queriedRows } from '#server/store/rows.ts'
import type { Filter } from '#shared/filters/filter.ts'
import { matches } from '#shared/filters/matches.ts'
import { parseFilter } from '#shared/filters/parse.ts'
import { parseSorts, type Sort } from '#shared/filters/parse-sorts.ts'
import type { Names, Row } from '#shared/filters/row.ts'
import { compareKeys, type SortKey, sortKey } from '#shared/filters/sort.ts'
import { type Wanted, wantedProperties } from '#shared/filters/wanted-properties.ts'
import { invalid } from '#shared/problem.ts'
import { collectPropertyReferences } from '#shared/properties/present.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { References } from '#shared/references.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import { absent } from '../access/nodes.ts'
import { askedOfComputed, withComputed } from '../computed/query.ts'
import type { Context } from '../context.ts'
import { toPage } from '../pages/page.ts'
import { type PageView, viewPages } from '../pages/view.ts'
import { findReferences } from '../references.ts'
import type { DataSource } from './data-source.ts'

export interface Query {
  /** As sent: what they mean depends on the schema. */
  filter: unknown
  sorts: unknown
  inTrash: boolean
  isArchived: boolean | undefined
  resultType: 'page' | 'data_source' | null
  /** Properties shown, all when null. */
  only: readonly string[] | null
  cursor: string | null
  size: number
}

export interface QueryAnswer {
  pages: PageView[]
  nextCursor: string | null
}

/**
 * The rows of a data source that pass a filter, in order. A cursor is the sort key of the row it begins
 * with, so that rows which come and go between two pages neither repeat nor hide others.
 */
export async function queryDataSource(
  context: Context,
  dataSource: Granted<DataSource, 'read'>,
  query: Query,
): Promise<QueryAnswer> {
  if (dataSource.inTrash || dataSource.isDatabaseInTrash) throw absent(context, 'data source', dataSource.id)
  const asked = await askedOfComputed(context, dataSource, query)
  const filter = parseFilter(dataSource.schema, query.filter ?? {}, {
    now: context.now,
    me: meFor(context),
    typeOfComputed: asked.typeOf,
  })
  const sorts = parseSorts(dataSource.schema, query.sorts ?? [])
  if (query.resultType === 'data_source') return { pages: [], nextCursor: null }

  const isPlain = filter.kind === 'and' && filter.filters.length === 0 && sorts.length === 0
  const cursor = query.cursor === null ? null : readCursor(query.cursor, sorts.length)
  const found = isPlain
    ? await newestRows(context, dataSource, query, cursor)
    : await sortedRows(context, dataSource, query, filter, sorts, cursor)
  const next = found[query.size]
  const ids = found.slice(0, query.size).map(({ id }) => id)
  const rows = await pagesByIds(context.db, context.workspace.id, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  // A row can leave between the two reads.
  const pages = ids.flatMap((id) => (byId.has(id) ? [toPage(byId.get(id)!)] : []))
  return {
    pages: await viewPages(context, pages, query.only),
    nextCursor: next === undefined ? null : writeCursor(next.key),
  }
}

interface Found {
  id: string
  key: SortKey
}

/** Nothing is filtered or sorted: the store gives just the rows shown. */
async function newestRows(
  { db, workspace, actor, now }: Context,
  { id }: DataSource,
  { inTrash, isArchived, size }: Query,
  cursor: SortKey | null,
): Promise<Found[]> {
  const from = cursor === null ? null : { created: cursor.at(-2) as number, id: cursor.at(-1) as string }
  const rows = await firstRows(
    db,
    workspace.id,
    id,
    { inTrash, isArchived, from, limit: size + 1 },
    actor.principals,
    now,
  )
  return rows.map((row) => ({ id: row.id, key: [row.created_time, row.id] }))
}

async function sortedRows(
  context: Context,
  dataSource: DataSource,
  { inTrash, isArchived, size }: Query,
  filter: Filter,
  sorts: readonly Sort[],
  cursor: SortKey | null,
): Promise<Found[]> {
  const { db, workspace, actor, now } = context
  const stored = await queriedRows(
    db,
    workspace.id,
    dataSource.id,
    { inTrash, isArchived },
    actor.principals,
    now,
  )
  const wanted = wantedProperties(filter, sorts)
  const related = await relatedIds(context, dataSource.id, [...wanted.relations])
  const plainRows = stored.map(
    ({ properties, ...meta }): Row => ({
      values: JSON.parse(properties),
      relations: related.get(meta.id) ?? new Map(),
      meta,
    }),
  )
  const rows = await withComputed(context, dataSource, plainRows, wanted.computed)
  const names = await namesIn(context, dataSource.schema, sorts, wanted, rows)
  const keyOf = sortKey(dataSource.schema, sorts, { ...names, now })
  const compare = compareKeys(sorts)
  return rows
    .filter((row) => matches(filter, row, names))
    .map((row) => ({ id: row.meta.id, key: keyOf(row) }))
    .filter(({ key }) => cursor === null || compare(key, cursor) >= 0)
    .sort((a, b) => compare(a.key, b.key))
    .slice(0, size + 1)
}

/** Whole relations: a filter on the first few links would be wrong. */
async function relatedIds(
  { db, workspace, actor, now }: Context,
  dataSourceId: string,
  propertyIds: readonly string[],
): Promise<Map<string, Map<string, { ids: string[]; has_more: boolean }>>> {
  const related = new Map<string, Map<string, { ids: string[]; has_more: boolean }>>()
  const onlooker = { principals: actor.principals, now }
  for (const link of await linksOfProperties(db, workspace.id, dataSourceId, propertyIds, onlooker)) {
    const ofPage = related.get(link.page_id) ?? new Map()
    related.set(link.page_id, ofPage)
    const pages = ofPage.get(link.property_id) ?? { ids: [], has_more: false }
    ofPage.set(link.property_id, pages)
    pages.ids.push(link.target_id)
  }
  return related
}

/** The names that text with mentions and orders by people need, as the actor knows them. */
async function namesIn(
  context: Context,
  schema: StoredSchema,
  sorts: readonly Sort[],
  wanted: Wanted,
  rows: readonly Row[],
): Promise<Names> {
  const sorted = sorts.flatMap((sort) => (sort.kind === 'property' ? [sort.propertyId] : []))
  const ids = new Set([...wanted.values, ...sorted])
  const looked = Object.fromEntries(Object.entries(schema).filter(([id]) => ids.has(id)))
  const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
  for (const row of rows) collectPropertyReferences(looked, row, row.meta, references)
  const found = await findReferences(context, references)
  const seesNames = isCapable(context.actor.capabilities, 'read_user_info')
  return {
    user: (id) => ({ object: 'user', id, ...(seesNames ? { name: found.users.get(id)?.name ?? null } : {}) }),
    title: (id) => found.titles.get(id) ?? null,
  }
}

/** `"me"` is the person behind a token; a bot that nobody owns is nobody. */
const meFor = ({ actor }: Context): string | null => (actor.type === 'person' ? actor.userId : null)

const writeCursor = (key: SortKey): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** @param sorts how many there are: a cursor of another order is none. */
function readCursor(cursor: string, sorts: number): SortKey {
  let key: unknown
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw invalidCursor(cursor)
  }
  if (!Array.isArray(key) || key.length !== sorts + 2 || !key.slice(0, -2).every(isKeyPart))
    throw invalidCursor(cursor)
  const [created, id] = key.slice(-2)
  if (!Number.isSafeInteger(created) || typeof id !== 'string' || !isUuid(id)) throw invalidCursor(cursor)
  return key as unknown as SortKey
}

const isKeyPart = (part: unknown): boolean =>
  part === null ||
  typeof part === 'string' ||
  typeof part === 'number' ||
  (Array.isArray(part) && part.every((one) => typeof one === 'number'))

const invalidCursor = (cursor: string) => invalid(`The start_cursor provided is invalid: ${cursor}`)
