/** Where a query may begin: parts of a filter that the index of rows, or that of relations, answers alone. */
import type { Filter, PropertyCondition } from '#shared/filters/filter.ts'
import { CHECKED, indexedKey, LONGEST_KEY, markOf, numberKey } from '#shared/filters/row-keys.ts'
import { dialects } from './dialects/current.ts'
import type { DialectName } from './dialects/dialect.ts'
import { type Fragment, sql } from './fragments.ts'
import { all, COMPARISONS, type RowReader } from './row-conditions.ts'
import type { OnlyKey } from './row-order.ts'
import { readAll } from './row-statements.ts'

/** Rows among which all are that pass some part of a filter. */
export interface RowDriver {
  /** Tells it from others of the same data source. */
  readonly name: string
  /** A query of `place`; a place may come more than once. */
  readonly places: Fragment<unknown>
  /** A query of how many they are, as `count`. */
  readonly count: Fragment<unknown>
  readonly only: OnlyKey | null
  /** The mark that all of them have. */
  readonly mark: number | null
}

/** Up to so many rows are looked at and put in order faster than others are passed over. Tests try both ways. */
export const planning = { few: 2000 }

/** Rows are not counted beyond this. */
const FEW = planning.few

/**
 * The driver with the fewest rows, where it has few; of those with a single key, the one with the fewest;
 * and all marks.
 */
export async function chooseDrivers(
  filter: Filter,
  source: number,
  reader: RowReader,
): Promise<{ few: RowDriver | null; only: OnlyKey | null; marks: readonly number[] }> {
  const drivers = rowDrivers(filter, source, reader)
  const counted: { driver: RowDriver; count: number }[] = []
  for (const driver of drivers) counted.push({ driver, count: await countRows(driver, source, reader) })
  counted.sort((a, b) => a.count - b.count)
  const [first] = counted
  return {
    few: first !== undefined && first.count < planning.few ? first.driver : null,
    only: counted.find(({ driver }) => driver.only !== null)?.driver.only ?? null,
    marks: drivers.map(({ mark }) => mark).filter((mark) => mark !== null),
  }
}

/** How many rows a driver has, remembered for a while: what is out of date costs time, and nothing else. */
async function countRows(driver: RowDriver, source: number, reader: RowReader): Promise<number> {
  const name = `${reader.workspaceId} ${source} ${driver.name}`
  const known = counts.get(name)
  if (known !== undefined && reader.now < known.until) return known.count
  const [row] = await readAll<{ count: number }>({ reader }, driver.count)
  if (counts.size >= MOST_COUNTS) counts.clear()
  counts.set(name, { count: Number(row!.count), until: reader.now + COUNTED_FOR })
  return Number(row!.count)
}

const counts = new Map<string, { readonly count: number; readonly until: number }>()
const MOST_COUNTS = 5000
/** Milliseconds. */
const COUNTED_FOR = 20_000

/** Every row that passes the filter is among those of each driver. */
function rowDrivers(filter: Filter, source: number, reader: RowReader): RowDriver[] {
  if (filter.kind === 'and') return filter.filters.flatMap((part) => rowDrivers(part, source, reader))
  if (filter.kind !== 'property') return []
  if (filter.test.family === 'relation') return linkDrivers(filter, reader)
  if (filter.test.operator === 'is_empty') return emptyDrivers(filter, source, reader)
  const condition = keyCondition(filter, reader.db.dialect)
  if (condition === null) return []
  const only = 'only' in condition ? condition.only : null
  const holds = only === null ? (condition as { holds: Fragment<boolean> }).holds : sql`i.key = ${only}`
  const { propertyId, test } = filter
  const places = sql`select i.place from ${entriesOf(propertyId, source, reader)} and ${holds}`
  return [
    {
      name: JSON.stringify([propertyId, test]),
      places,
      count: countFew(places),
      only: only === null ? null : { propertyId, key: only },
      mark: only !== null && MARKED.has(test.family) ? markOf(propertyId, only) : null,
    },
  ]
}

/** The entries of a property. */
const entriesOf = (propertyId: string, source: number, { workspaceId }: RowReader): Fragment =>
  sql`row_index as i
    where i.workspace_id = ${workspaceId} and i.source = ${source} and i.property_id = ${propertyId}`

const countFew = (places: Fragment): Fragment =>
  sql`select count(*) as count from (select 1 from (${places}) as p limit ${sql.lit(FEW)}) as f`

/**
 * The rows that have no entry for a property. Finding them takes time with all rows, whose keys need not be read
 * for it; how many they are is told by what two counts differ in, where no row has more entries than one.
 */
function emptyDrivers({ propertyId, test, type }: PropertyCondition, source: number, reader: RowReader) {
  if (isInBlock(type) || !WITH_ONE_ENTRY.has(test.family)) return []
  const rows = sql`rows as o where o.workspace_id = ${reader.workspaceId} and o.source = ${source}`
  const entries = entriesOf(propertyId, source, reader)
  return [
    {
      name: JSON.stringify([propertyId, test]),
      places: sql`select o.place from ${rows} except select i.place from ${entries}`,
      count: sql`select (select count(*) from ${rows}) - (select count(*) from ${entries}) as count`,
      only: null,
      mark: null,
    },
  ]
}

const WITH_ONE_ENTRY: ReadonlySet<string> = new Set(['text', 'number', 'date', 'option', 'files'])

type KeyCondition = { readonly only: string } | { readonly holds: Fragment<boolean> }

/** What the key of an entry, `i.key`, is if the row passes; null when rows without any key pass too. */
function keyCondition({ test, type }: PropertyCondition, dialect: DialectName): KeyCondition | null {
  if (test.operator === 'is_empty' || isInBlock(type)) return null
  if (test.operator === 'is_not_empty') return { holds: sql`1 = 1` }
  switch (test.family) {
    case 'text':
      return textCondition(test.operator, test.operand, dialect)
    case 'number': {
      const operand = numberKey(test.operand)
      if (test.operator === 'equals') return { only: operand }
      if (test.operator === 'does_not_equal') return null
      return { holds: sql`i.key ${sql.raw(COMPARISONS[test.operator])} ${operand}` }
    }
    case 'checkbox':
      return test.operand ? { only: CHECKED } : null
    case 'option':
      return test.operator === 'equals' ? anyOf(test.operand) : null
    case 'multi_option':
      return test.operator === 'contains' ? anyOf(test.operand) : null
    case 'people':
      return test.operator === 'contains' ? anyOf(test.operand === null ? [] : [test.operand]) : null
    case 'date': {
      const bounds = [
        test.from === null ? [] : [sql<boolean>`i.key >= ${numberKey(test.from)}`],
        test.to === null ? [] : [sql<boolean>`i.key < ${numberKey(test.to)}`],
      ].flat()
      return { holds: all(bounds) }
    }
    case 'verification': {
      if (test.operator !== 'equals' || test.operand === 'none') return null
      const compare = sql.raw(test.operand === 'verified' ? '>' : '<=')
      return { holds: sql`i.key ${compare} ${numberKey(test.now)}` }
    }
    default:
      return null
  }
}

/** These are columns of the block, and have no keys. */
const isInBlock = (type: string): boolean =>
  ['created_time', 'last_edited_time', 'created_by', 'last_edited_by'].includes(type)

function anyOf(keys: readonly string[]): KeyCondition {
  const [first, ...others] = keys
  if (first === undefined) return { holds: sql`1 = 0` }
  return others.length === 0 ? { only: first } : { holds: sql`i.key in (${sql.join(keys)})` }
}

function textCondition(operator: string, operand: string, dialect: DialectName): KeyCondition | null {
  if (operand === '' || operator.startsWith('does_not')) return null
  const kept = indexedKey(operand)
  if (operator === 'equals') return { only: kept }
  if (operator === 'starts_with') {
    const rest = LONGEST_KEY - [...kept].length
    return { holds: sql`i.key >= ${kept} and i.key <= ${kept + '\u{10ffff}'.repeat(rest)}` }
  }
  // What is cut off in the index may hold it as well.
  return {
    holds: sql`(${dialects[dialect].holdsText(sql.ref('i.key'), kept)} or length(i.key) = ${sql.lit(LONGEST_KEY)})`,
  }
}

function linkDrivers({ propertyId, test }: PropertyCondition, { workspaceId }: RowReader): RowDriver[] {
  if (test.family !== 'relation' || test.operator !== 'contains') return []
  const places = sql`select o.place from relations as l
      join rows as o on o.workspace_id = l.workspace_id and o.id = l.page_id
    where l.workspace_id = ${workspaceId} and l.target_id = ${test.operand} and l.property_id = ${propertyId}`
  return [
    {
      name: JSON.stringify([propertyId, test]),
      places,
      count: countFew(places),
      only: null,
      mark: null,
    },
  ]
}

const MARKED: ReadonlySet<string> = new Set(['option', 'checkbox', 'multi_option', 'people'])
