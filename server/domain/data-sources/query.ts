import { linksOfProperties } from '#server/store/relations.ts'
import type { RowReader } from '#server/store/row-conditions.ts'
import { hasEntry, isOrdered } from '#server/store/row-order.ts'
import type { FoundRow, RowQuery } from '#server/store/row-statements.ts'
import { orderedRows } from '#server/store/row-walk.ts'
import { pagesByIds, type QueriedRow, rowsFound, rowsPassing } from '#server/store/rows.ts'
import { EVERY_ROW, type Filter } from '#shared/filters/filter.ts'
import { matches } from '#shared/filters/matches.ts'
import { parseFilter } from '#shared/filters/parse.ts'
import { parseSorts, type Sort } from '#shared/filters/parse-sorts.ts'
import type { Names, Row } from '#shared/filters/row.ts'
import { namedEntry } from '#shared/filters/row-keys.ts'
import { compareKeys, fitsSort, type SortKey, sortKey } from '#shared/filters/sort.ts'
import { splitFilter } from '#shared/filters/split.ts'
import { relatedOf } from '#shared/filters/values.ts'
import { type Wanted, wantedProperties } from '#shared/filters/wanted-properties.ts'
import { invalid } from '#shared/problem.ts'
import { collectPropertyReferences } from '#shared/properties/present.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { References } from '#shared/references.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import { absent } from '../access/nodes.ts'
import { askedOfComputed, withComputed } from '../computed/query.ts'
import type { Context } from '../context.ts'
import { type Page, toPage, toRowPage } from '../pages/page.ts'
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

  const cursor = query.cursor === null ? null : readCursor(query.cursor, sorts)
  const found = await findRows(
    context,
    dataSource,
    // Some properties are shown of values, all of them of ready JSON.
    { ...query, isWhole: query.only === null },
    filter,
    sorts,
    cursor,
  )
  const next = found[query.size]
  const pages = await pagesFound(context, dataSource, found.slice(0, query.size))
  return {
    pages: await viewPages(context, pages, query.only),
    nextCursor: next === undefined ? null : writeCursor(next.key),
  }
}

async function pagesFound(
  { db, workspace }: Context,
  dataSource: DataSource,
  found: readonly FoundRow[],
): Promise<Page[]> {
  const unread = found.filter(({ page }) => page === null).map(({ id }) => id)
  const read = new Map((await pagesByIds(db, workspace.id, unread)).map((row) => [row.id, row]))
  // A row can leave between the two reads.
  return found.flatMap(({ id, page }) => {
    if (page !== null) return [toRowPage(page, dataSource)]
    const row = read.get(id)
    return row === undefined ? [] : [toPage(row)]
  })
}

/** Filters that all hold, and sorts, as sent. */
export interface RowsAsked {
  filters: readonly unknown[]
  sorts: unknown
}

/** The ids of all rows in use that pass some filters, in order; nothing else of them is read for the answer. */
export async function queryRowIds(
  context: Context,
  dataSource: Granted<DataSource, 'read'>,
  { filters, sorts }: RowsAsked,
): Promise<string[]> {
  if (dataSource.inTrash || dataSource.isDatabaseInTrash) throw absent(context, 'data source', dataSource.id)
  const asked = await askedOfComputed(context, dataSource, { filter: filters })
  const parsing = { now: context.now, me: meFor(context), typeOfComputed: asked.typeOf }
  const filter: Filter = {
    kind: 'and',
    filters: filters.map((one) => parseFilter(dataSource.schema, one, parsing)),
  }
  const order = parseSorts(dataSource.schema, sorts)
  const all = { inTrash: false, isArchived: undefined, size: MOST_ROWS, isWhole: false }
  return (await findRows(context, dataSource, all, filter, order, null)).map(({ id }) => id)
}

/** More than any data source has, and a number that a limit may be. */
const MOST_ROWS = 2 ** 31 - 2

/** What a query asks, as far as it decides which rows there are. */
interface Selection extends Pick<Query, 'inTrash' | 'isArchived' | 'size'> {
  /** Whether pages are read as well, where that is cheap. */
  isWhole: boolean
}

/** The rows of a page and the one after it. The store finds them, as far as it can tell. */
async function findRows(
  context: Context,
  dataSource: DataSource,
  selection: Selection,
  filter: Filter,
  sorts: readonly Sort[],
  cursor: SortKey | null,
): Promise<FoundRow[]> {
  const reader = readerOf(context)
  const named = await namedProperties(reader, dataSource, filter, sorts)
  const { inStore, left } = splitFilter(filter, ({ propertyId }) => named.has(propertyId))
  const query: RowQuery = { ...selection, filter: inStore }
  const limit = selection.size + 1
  const isInOrder = sorts.every(
    (sort) => isOrdered(sort) && !(sort.kind === 'property' && named.has(sort.propertyId)),
  )
  if (!isInOrder) {
    const rows = await rowsPassing(reader, dataSource, query)
    return sortRows(context, dataSource, rows, left, sorts, cursor, limit)
  }
  if (left === null) return orderedRows(reader, dataSource, query, sorts, cursor, limit)
  return passingInOrder(context, dataSource, query, left, sorts, cursor, limit)
}

const readerOf = ({ db, workspace, actor, now }: Context): RowReader => ({
  db,
  workspaceId: workspace.id,
  principals: actor.principals,
  now,
})

/** Text properties in which some row mentions what has a name: what they read as depends on who looks. */
async function namedProperties(
  reader: RowReader,
  { number, schema }: DataSource,
  filter: Filter,
  sorts: readonly Sort[],
): Promise<Set<string>> {
  const named = new Set<string>()
  for (const id of wantedProperties(filter, sorts).values) {
    const type = schema[id]?.type
    if (type !== 'title' && type !== 'rich_text') continue
    if (await hasEntry(reader, number, namedEntry(id))) named.add(id)
  }
  return named
}

/** Rows in the store's order, of which some pass what only looking at them can tell. */
async function passingInOrder(
  context: Context,
  dataSource: DataSource,
  query: RowQuery,
  left: Filter,
  sorts: readonly Sort[],
  cursor: SortKey | null,
  limit: number,
): Promise<FoundRow[]> {
  const reader = readerOf(context)
  const passing: FoundRow[] = []
  for (let from = cursor; ; ) {
    const batch = await orderedRows(reader, dataSource, query, sorts, from, ROWS_AT_ONCE + 1)
    const found = batch.slice(0, ROWS_AT_ONCE)
    const stored = await rowsFound(
      reader,
      found.map(({ id }) => id),
    )
    const { rows, names } = await lookAt(context, dataSource, stored, left, [], true)
    const passed = new Set(rows.filter((row) => matches(left, row, names)).map(({ meta }) => meta.id))
    passing.push(...found.filter(({ id }) => passed.has(id)))
    from = batch[ROWS_AT_ONCE]?.key ?? null
    if (from === null || passing.length >= limit) return passing.slice(0, limit)
  }
}

/** So many rows are looked at together. */
const ROWS_AT_ONCE = 500

/** Rows whose order only looking at all of them can tell. */
async function sortRows(
  context: Context,
  dataSource: DataSource,
  stored: readonly StoredRow[],
  left: Filter | null,
  sorts: readonly Sort[],
  cursor: SortKey | null,
  limit: number,
): Promise<FoundRow[]> {
  const { rows, names } = await lookAt(context, dataSource, stored, left, sorts, false)
  const keyOf = sortKey(dataSource.schema, sorts, { ...names, now: context.now })
  const compare = compareKeys(sorts)
  return rows
    .filter((row) => left === null || matches(left, row, names))
    .map((row) => ({ id: row.meta.id, key: keyOf(row), page: null }))
    .filter(({ key }) => cursor === null || compare(key, cursor) >= 0)
    .sort((a, b) => compare(a.key, b.key))
    .slice(0, limit)
}

type StoredRow = QueriedRow & { place: number }

/** Rows with all that a filter and sorts look at. */
async function lookAt(
  context: Context,
  dataSource: DataSource,
  stored: readonly StoredRow[],
  filter: Filter | null,
  sorts: readonly Sort[],
  areFew: boolean,
): Promise<{ rows: readonly Row[]; names: Names }> {
  const wanted = wantedProperties(filter ?? EVERY_ROW, sorts)
  const ids = areFew ? stored.map(({ id }) => id) : null
  const related = await relatedIds(context, dataSource.id, ids, [...wanted.relations])
  const plainRows = stored.map(
    ({ properties, place, ...meta }): Row => ({
      values: JSON.parse(properties),
      relations: related.get(meta.id) ?? new Map(),
      meta,
      place,
    }),
  )
  const rows = await withComputed(context, dataSource, plainRows, wanted.computed)
  return { rows, names: await namesIn(context, dataSource.schema, sorts, wanted, rows) }
}

/** Whole relations: a filter on the first few links would be wrong. */
async function relatedIds(
  { db, workspace, actor, now }: Context,
  dataSourceId: string,
  pageIds: readonly string[] | null,
  propertyIds: readonly string[],
): Promise<Map<string, Map<string, { ids: string[]; has_more: boolean }>>> {
  const related = new Map<string, Map<string, { ids: string[]; has_more: boolean }>>()
  const onlooker = { principals: actor.principals, now }
  for (const link of await linksOfProperties(
    db,
    workspace.id,
    dataSourceId,
    pageIds,
    propertyIds,
    onlooker,
  )) {
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
  const sorted = sorts.filter((sort) => sort.kind === 'property')
  const ids = new Set([...wanted.values, ...wanted.computed, ...sorted.map(({ propertyId }) => propertyId)])
  const looked = Object.fromEntries(Object.entries(schema).filter(([id]) => ids.has(id)))
  const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
  // Pages show relations without titles, and so do not ask for them.
  const titled = sorted.filter(({ type }) => type === 'relation')
  for (const row of rows) {
    collectPropertyReferences(looked, row, row.meta, references)
    for (const relation of titled) for (const id of relatedOf(row, relation)) references.pages.add(id)
  }
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

/** A cursor of another order is none. */
function readCursor(cursor: string, sorts: readonly Sort[]): SortKey {
  let key: unknown[]
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw invalidCursor(cursor)
  }
  if (!Array.isArray(key) || key.length !== sorts.length + 1) throw invalidCursor(cursor)
  const isOurs = sorts.every((sort, index) => fitsSort(sort, key[index])) && Number.isSafeInteger(key.at(-1))
  if (!isOurs) throw invalidCursor(cursor)
  return key as unknown as SortKey
}

const invalidCursor = (cursor: string) => invalid(`The start_cursor provided is invalid: ${cursor}`)
