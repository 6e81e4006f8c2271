/**
 * Reads rows in the order of a query, in the way that looks at the fewest: along the index of what is
 * sorted by, group by group, or among the few rows that a part of the filter leaves.
 */
import type { Sort } from '#shared/filters/parse-sorts.ts'
import { indexedKey, markOf } from '#shared/filters/row-keys.ts'
import type { KeyPart, SortKey } from '#shared/filters/sort.ts'
import { type Fragment, sql } from './fragments.ts'
import { all, type RowReader } from './row-conditions.ts'
import { chooseDrivers, type RowDriver } from './row-drivers.ts'
import {
  DIRECTIONS,
  fromHere,
  type Group,
  type OnlyKey,
  type OrderStep,
  orderSteps,
  orderTerms,
} from './row-order.ts'
import {
  among,
  type FoundRow,
  inIndex,
  inSource,
  inTime,
  type RowQuery,
  type RowSource,
  readRows,
  type Scan,
  scanOf,
} from './row-statements.ts'

/**
 * The first rows that pass a filter, in order.
 *
 * @param sorts all of them `isOrdered`.
 * @param from the key of the row to begin with, null for the first.
 */
export async function orderedRows(
  reader: RowReader,
  source: RowSource,
  query: RowQuery,
  sorts: readonly Sort[],
  from: SortKey | null,
  limit: number,
): Promise<FoundRow[]> {
  const steps = await orderSteps(reader, source.number, source.schema, sorts)
  const start = from && { parts: from.slice(0, -1) as KeyPart[], place: from.at(-1) as number }
  const { few, only, marks } = await chooseDrivers(query.filter, source.number, reader)
  const walk = { ...scanOf(reader, source, query), only, marks }
  const isInOrder = steps.length === 0 && only !== null
  return few !== null && !isInOrder
    ? readAmong(walk, few, steps, start, limit)
    : readAlong(walk, steps, start, limit)
}

interface Walk extends Scan {
  /** A key that all rows have which pass. */
  readonly only: OnlyKey | null
}

interface Start {
  readonly parts: readonly KeyPart[]
  readonly place: number
}

/** Among few rows: all of them are looked at and put in order. */
const readAmong = (
  walk: Walk,
  { places }: RowDriver,
  steps: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> =>
  readRows(
    { ...walk, isWhole: false },
    among(walk, places),
    steps,
    fromStart(steps, start),
    orderTerms(steps),
    limit,
  )

const fromStart = (steps: readonly OrderStep[], start: Start | null): Fragment<boolean>[] =>
  start === null ? [] : [fromHere(steps, start.parts, start.place)]

/** Along what the first step orders by, until there are enough. */
function readAlong(
  walk: Walk,
  steps: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  const [first, ...others] = steps
  switch (first?.kind) {
    case undefined:
      return readNewest(walk, start, limit)
    case 'time':
      return readTimes(walk, first, steps, start, limit)
    case 'key':
      return readKeysAndRest(walk, first, others, start, limit)
    case 'groups':
      return readGroups(walk, first, others, start, limit)
  }
}

/** In order of place: of the rows with one key, or of all. */
function readNewest(walk: Walk, start: Start | null, limit: number): Promise<FoundRow[]> {
  if (walk.only !== null) return readKey(walk, walk.only, [], start?.place ?? null, limit)
  return readRows(walk, inSource(walk), [], fromStart([], start), orderTerms([]), limit)
}

/** In order of place, the rows that have one key for a property. */
function readKey(
  walk: Walk,
  { propertyId, key }: OnlyKey,
  steps: readonly OrderStep[],
  fromPlace: number | null,
  limit: number,
): Promise<FoundRow[]> {
  const from = fromPlace === null ? [] : [sql<boolean>`i.place >= ${fromPlace}`]
  return readRows(walk, inIndex(walk, propertyId), steps, [sql`i.key = ${key}`, ...from], sql`i.place`, limit)
}

function readTimes(
  walk: Walk,
  first: OrderStep,
  steps: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  const from = start === null ? [] : [notBefore(first, first.value, start.parts[0]!)]
  const order = orderTerms(steps)
  return readRows(
    { ...walk, isWhole: false },
    inTime(walk),
    steps,
    [...from, ...fromStart(steps, start)],
    order,
    limit,
  )
}

/** Said once more of the first step alone, so that an index can begin there. */
const notBefore = ({ direction }: OrderStep, value: Fragment<unknown>, bound: unknown): Fragment<boolean> =>
  sql`${value} ${sql.raw(direction === 'ascending' ? '>=' : '<=')} ${bound}`

type KeyStep = Extract<OrderStep, { kind: 'key' }>

/** The rows with a key in its order, then those without. */
async function readKeysAndRest(
  walk: Walk,
  first: KeyStep,
  others: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  const isInRest = start !== null && start.parts[0] === null
  const found = isInRest ? [] : await readKeys(walk, first, others, start, limit)
  if (found.length === limit) return found
  const rest = within(walk, { holds: sql`${first.value} is null`, only: null })
  const left = await readAlong(rest, others, isInRest ? afterFirst(start) : null, limit - found.length)
  return [...found, ...left.map((row) => under(null, row))]
}

function readKeys(
  walk: Walk,
  first: KeyStep,
  others: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  if (!first.isLong && others.length === 0) {
    return first.direction === 'ascending'
      ? readKeysUp(walk, first, start, limit)
      : readKeysDown(walk, first, start, limit)
  }
  const steps = [first, ...others]
  // Keys that the index does not hold whole are told apart by what the row keeps.
  const order = sql`i.key ${sql.raw(DIRECTIONS[first.direction])}, ${orderTerms(first.isLong ? steps : others)}`
  const from = start === null ? [] : [notBefore(first, sql`i.key`, indexedKey(keyOf(first, start.parts[0]!)))]
  return readRows(
    { ...walk, isWhole: false },
    inIndex(walk, first.propertyId),
    steps,
    [...from, ...fromStart(steps, start)],
    order,
    limit,
  )
}

/** The key as the index holds it, whole: the row need not be asked for it. */
const ofIndex = (step: KeyStep): KeyStep => ({ ...step, value: sql`i.key` })

const keyOf = (step: KeyStep, part: KeyPart): string => step.toValue(part) as string

function readKeysUp(walk: Walk, step: KeyStep, start: Start | null, limit: number): Promise<FoundRow[]> {
  const from =
    start === null
      ? []
      : [sql<boolean>`(i.key, i.place) >= (${keyOf(step, start.parts[0]!)}, ${start.place})`]
  return readRows(walk, inIndex(walk, step.propertyId), [ofIndex(step)], from, sql`i.key, i.place`, limit)
}

/**
 * Downwards the index gives the rows of one key oldest first. Those of keys that were read to their end are
 * turned around; the last key, which may be cut, is read once more in its own order.
 */
async function readKeysDown(
  walk: Walk,
  step: KeyStep,
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  const readOne = (part: KeyPart, place: number | null, most: number) =>
    readKey(walk, { propertyId: step.propertyId, key: keyOf(step, part) }, [ofIndex(step)], place, most)
  const begun = start === null ? [] : await readOne(start.parts[0]!, start.place, limit)
  if (begun.length === limit) return begun

  const wanted = limit - begun.length
  const below = start === null ? [] : [sql<boolean>`i.key < ${keyOf(step, start.parts[0]!)}`]
  const order = sql`i.key desc, i.place desc`
  const down = await readRows(walk, inIndex(walk, step.propertyId), [ofIndex(step)], below, order, wanted)
  const keys = [...Map.groupBy(down, (row) => row.key()[0]!).entries()]
  const whole = down.length < wanted ? keys : keys.slice(0, -1)
  const turned = whole.flatMap(([, rows]) => rows.toReversed())
  const cut = keys[whole.length]
  const last = cut === undefined ? [] : await readOne(cut[0] as KeyPart, null, wanted - turned.length)
  return [...begun, ...turned, ...last]
}

/** Group by group, each in the order of the other steps. */
async function readGroups(
  walk: Walk,
  first: Extract<OrderStep, { kind: 'groups' }>,
  others: readonly OrderStep[],
  start: Start | null,
  limit: number,
): Promise<FoundRow[]> {
  const parts = first.groups.map((group, part): [KeyPart, Pick<Group, 'holds' | 'only'>] => [part, group])
  if (first.direction === 'descending') parts.reverse()
  if (!first.isAll) parts.push([null, { holds: sql`${first.value} is null`, only: null }])

  const found: FoundRow[] = []
  const begin = start === null ? 0 : parts.findIndex(([part]) => part === start.parts[0])
  // A cursor of a group that is gone since begins with what is left.
  for (const [part, group] of parts.slice(begin === -1 ? parts.length - 1 : begin)) {
    const from = start !== null && part === start.parts[0] ? afterFirst(start) : null
    const rows = await readAlong(within(walk, group), others, from, limit - found.length)
    found.push(...rows.map((row) => under(part, row)))
    if (found.length === limit) break
  }
  return found
}

const within = (walk: Walk, { holds, only }: Group): Walk => ({
  ...walk,
  condition: all([holds, walk.condition]),
  only: only ?? walk.only,
  marks: only === null ? walk.marks : [...walk.marks, markOf(only.propertyId, only.key)],
})

const afterFirst = ({ parts, place }: Start): Start => ({ parts: parts.slice(1), place })

const under = (part: KeyPart, row: FoundRow): FoundRow => ({ ...row, key: () => [part, ...row.key()] })
