import type { RowReader } from '#server/store/row-conditions.ts'
import { hasEntry, isOrdered } from '#server/store/row-order.ts'
import type { FoundRow, RowQuery } from '#server/store/row-statements.ts'
import { orderedRows } from '#server/store/row-walk.ts'
import { rowsFound, rowsPassing } from '#server/store/rows.ts'
import { type OwnResult, ownFormulas } from '#shared/computed/own-formulas.ts'
import { testsEnd } from '#shared/filters/families/date.ts'
import type { Filter } from '#shared/filters/filter.ts'
import { testsResult } from '#shared/filters/formula-keys.ts'
import { matches } from '#shared/filters/matches.ts'
import type { Sort } from '#shared/filters/parse-sorts.ts'
import { namedEntry } from '#shared/filters/row-keys.ts'
import { compareKeys, fitsSort, type SortKey, sortKey } from '#shared/filters/sort.ts'
import { type IsLeft, splitFilter } from '#shared/filters/split.ts'
import { wantedProperties } from '#shared/filters/wanted-properties.ts'
import type { Context } from '../context.ts'
import type { DataSource } from './data-source.ts'
import { lookAtRows, type StoredRow } from './look-at-rows.ts'

/** What a query asks beside its filter and sorts. */
export interface Selection {
  inTrash: boolean
  isArchived: boolean | undefined
  /** How many rows are wanted. */
  size: number
  /** Whether pages are read as well, where that is cheap. */
  isWhole: boolean
}

/**
 * The rows of a page and the one after it. The store finds them as far as it can tell: what people and pages
 * are called, and what follows from other pages or the clock, only looking at rows can.
 *
 * @param cursor the key of the row to begin with, null for the first.
 */
export async function findRows(
  context: Context,
  dataSource: DataSource,
  selection: Selection,
  filter: Filter,
  sorts: readonly Sort[],
  cursor: SortKey | null,
): Promise<FoundRow[]> {
  const reader = readerOf(context)
  const named = await namedProperties(reader, dataSource, filter, sorts)
  const formulas = ownFormulas(dataSource.schema)
  const isLeft: IsLeft = ({ kind, propertyId, test }) => {
    // The store knows where a date begins.
    if (testsEnd(test)) return true
    if (kind === 'property' || named.has(propertyId)) return named.has(propertyId)
    const formula = formulas.get(propertyId)
    return formula === undefined || !testsResult(test, formula.result)
  }
  const { inStore, left } = splitFilter(filter, isLeft)
  const query: RowQuery = { ...selection, filter: inStore }
  const limit = selection.size + 1
  const order = sorts.map((sort) => {
    const formula = sort.kind === 'property' && formulas.get(sort.propertyId)
    return formula ? { ...sort, type: ORDERED_AS[formula.result] } : sort
  })
  const isInOrder = order.every(
    (sort, index) =>
      isOrdered(sort) &&
      !(sort.kind === 'property' && named.has(sort.propertyId)) &&
      // A cursor from before a formula gave something else.
      (cursor === null || fitsSort(sort, cursor[index])),
  )
  if (!isInOrder) {
    const rows = await rowsPassing(reader, dataSource, query)
    return sortRows(context, dataSource, rows, left, sorts, cursor, limit)
  }
  if (left === null) return orderedRows(reader, dataSource, query, order, cursor, limit)
  return passingInOrder(context, dataSource, query, left, order, cursor, limit)
}

/** The types of property that are ordered like what a formula gives. */
const ORDERED_AS: Readonly<Record<OwnResult, string>> = {
  string: 'rich_text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
}

const readerOf = ({ db, workspace, actor, now }: Context): RowReader => ({
  db,
  workspaceId: workspace.id,
  principals: actor.principals,
  now,
})

/** Texts and formulas of which some row has a value that the store cannot tell: it depends on who looks, for one. */
async function namedProperties(
  reader: RowReader,
  { number, schema }: DataSource,
  filter: Filter,
  sorts: readonly Sort[],
): Promise<Set<string>> {
  const named = new Set<string>()
  const formulas = ownFormulas(schema)
  const wanted = wantedProperties(filter, sorts)
  for (const id of [...wanted.values, ...wanted.computed]) {
    const type = schema[id]?.type
    if (type !== 'title' && type !== 'rich_text' && !formulas.has(id)) continue
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
    const { rows, names } = await lookAtRows(context, dataSource, stored, left, [], true)
    const passed = new Set(rows.filter((row) => matches(left, row, names)).map(({ meta }) => meta.id))
    passing.push(...found.filter(({ id }) => passed.has(id)))
    from = batch[ROWS_AT_ONCE]?.key() ?? null
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
  const { rows, names } = await lookAtRows(context, dataSource, stored, left, sorts, false)
  const keyOf = sortKey(dataSource.schema, sorts, {
    ...names,
    now: context.now,
    timeZone: context.workspace.settings.time_zone,
  })
  const compare = compareKeys(sorts)
  return rows
    .filter((row) => left === null || matches(left, row, names))
    .map((row) => ({ id: row.meta.id, key: keyOf(row) }))
    .filter(({ key }) => cursor === null || compare(key, cursor) >= 0)
    .sort((a, b) => compare(a.key, b.key))
    .slice(0, limit)
    .map(({ id, key }) => ({ id, key: () => key, page: null }))
}
