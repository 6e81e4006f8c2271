import type { FoundRow } from '#server/store/row-statements.ts'
import { pagesByIds } from '#server/store/rows.ts'
import type { Filter } from '#shared/filters/filter.ts'
import { parseFilter } from '#shared/filters/parse.ts'
import { parseSorts, type Sort } from '#shared/filters/parse-sorts.ts'
import { fitsSort, type SortKey } from '#shared/filters/sort.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { absent } from '../access/nodes.ts'
import { askedOfComputed } from '../computed/query.ts'
import type { Context } from '../context.ts'
import { type ShownPage, toPage, toRowPage } from '../pages/page.ts'
import { type PageView, viewPages } from '../pages/view.ts'
import type { DataSource } from './data-source.ts'
import { findRows } from './find-rows.ts'

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
    timeZone: context.workspace.settings.time_zone,
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
    nextCursor: next === undefined ? null : writeCursor(next.key()),
  }
}

async function pagesFound(
  { db, workspace }: Context,
  dataSource: DataSource,
  found: readonly FoundRow[],
): Promise<ShownPage[]> {
  const unread = found.filter(({ page }) => page === null).map(({ id }) => id)
  if (unread.length === 0) return found.map(({ page }) => toRowPage(page!, dataSource))
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
  const parsing = {
    now: context.now,
    timeZone: context.workspace.settings.time_zone,
    me: meFor(context),
    typeOfComputed: asked.typeOf,
  }
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

/** `"me"` is the person behind a token; a bot that nobody owns is nobody. */
const meFor = ({ actor }: Context): string | null =>
  actor.type === 'person' ? actor.userId : (actor.ownerUserId ?? null)

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
