import type { Computed, RolledUp } from '../computed/results.ts'
import { instantIn, type StoredDate } from '../dates.ts'
import { optionsOf } from '../properties/options.ts'
import type { StoredSchema } from '../properties/property.ts'
import { typeOf } from '../properties/registry.ts'
import { dateOf as dateOfItem, numberOf as numberOfItem } from '../rollups/read.ts'
import { type Verified, verificationState } from './families/verification.ts'
import { shownValue } from './matches-computed.ts'
import type { Sort } from './parse-sorts.ts'
import type { Names, Row, Subject } from './row.ts'
import { filesKey, placeText, textsKey } from './row-keys.ts'
import { listOf, numberOf, optionOf, peopleOf, relatedOf, textOf, timeOf } from './values.ts'

/** What one step of an order looks at. Null is empty, and last in both directions. JSON keeps it exactly. */
export type KeyPart = string | number | readonly number[] | null

/**
 * Where a row stands in an order: a part for each sort, then its place among all rows, which no two share.
 * A cursor that holds a key says exactly which rows are still to come.
 */
export type SortKey = readonly [...KeyPart[], place: number]

export interface SortContext extends Names {
  /** Milliseconds since 1970: a verification expires. */
  readonly now: number
  /** Days begin at midnight there: an IANA name. */
  readonly timeZone: string
}

/** Compares rows by `sorts`; what these leave equal stands newest first. Never 0 for two different rows. */
export function compareRows(
  schema: StoredSchema,
  sorts: readonly Sort[],
  context: SortContext,
): (a: Row, b: Row) => number {
  const makeKey = sortKey(schema, sorts, context)
  const compare = compareKeys(sorts)
  const keys = new WeakMap<Row, SortKey>()
  const keyOf = (row: Row): SortKey => {
    const key = keys.get(row) ?? makeKey(row)
    keys.set(row, key)
    return key
  }
  return (a, b) => compare(keyOf(a), keyOf(b))
}

/** Makes the key of a row. */
export function sortKey(
  schema: StoredSchema,
  sorts: readonly Sort[],
  context: SortContext,
): (row: Row) => SortKey {
  const parts = sorts.map((sort) => keyPart(schema, sort, context))
  return (row) => [...parts.map((part) => part(row)), row.place]
}

/** Compares keys that were made for the same `sorts`. */
export function compareKeys(sorts: readonly Sort[]): (a: SortKey, b: SortKey) => number {
  return (a, b) => {
    for (const [index, { direction }] of sorts.entries()) {
      const [left = null, right = null] = [a[index], b[index]]
      if (left === null || right === null) {
        if (left === right) continue
        return left === null ? 1 : -1
      }
      const order = compareParts(left, right)
      if (order !== 0) return direction === 'ascending' ? order : -order
    }
    return compareParts(a[sorts.length]!, b[sorts.length]!)
  }
}

/** Whether something from outside, a cursor for one, can be the part of a key that a sort makes. */
export function fitsSort(sort: Sort, part: unknown): part is KeyPart {
  if (part === null) return true
  if (sort.kind === 'timestamp') return Number.isSafeInteger(part)
  switch (sort.type) {
    case 'number':
      return typeof part === 'number'
    case 'unique_id':
    case 'checkbox':
    case 'boolean':
    case 'select':
    case 'status':
    case 'verification':
    case 'date':
    case 'created_time':
    case 'last_edited_time':
      return Number.isSafeInteger(part)
    case 'multi_select':
      return isNumbers(part)
    case 'formula':
    case 'rollup':
      return typeof part === 'number' || isText(part) || isNumbers(part)
    default:
      return isText(part)
  }
}

/** Text that every store can compare. */
const isText = (part: unknown): boolean =>
  typeof part === 'string' && part.isWellFormed() && !part.includes('\u0000')

const isNumbers = (part: unknown): boolean =>
  Array.isArray(part) && part.every((one) => typeof one === 'number')

function keyPart(schema: StoredSchema, sort: Sort, context: SortContext): (row: Row) => KeyPart {
  if (sort.kind === 'timestamp') return (row) => row.meta[sort.timestamp]
  switch (sort.type) {
    case 'title':
    case 'rich_text':
    case 'url':
    case 'email':
    case 'phone_number':
      return (row) => textsKey([textOf(row, sort, context)])
    case 'number':
    case 'unique_id':
      return (row) => numberOf(row, sort)
    case 'checkbox':
      return (row) => (row.values[sort.propertyId] === true ? 1 : 0)
    case 'select':
    case 'status': {
      const places = optionPlaces(schema, sort)
      return (row) => places.get(optionOf(row, sort) ?? '') ?? null
    }
    case 'multi_select': {
      const places = optionPlaces(schema, sort)
      return (row) => {
        const chosen = listOf<string>(row, sort).map((id) => places.get(id))
        const known = chosen.filter((place) => place !== undefined)
        return known.length === 0 ? null : known
      }
    }
    case 'date':
    case 'created_time':
    case 'last_edited_time':
      return (row) => timeOf(row, sort, context.timeZone)
    case 'people':
    case 'created_by':
    case 'last_edited_by':
      return (row) => namesPart(peopleOf(row, sort).map((id) => context.user(id).name))
    case 'relation':
      return (row) => namesPart(relatedOf(row, sort).map((id) => context.title(id)))
    case 'files':
      return (row) => filesKey(listOf<{ name: string }>(row, sort))
    case 'place':
      return (row) => textsKey([placeText(row.values[sort.propertyId])])
    case 'formula':
    case 'rollup':
      return (row) => computedPart(row.computed?.get(sort.propertyId), context)
    case 'verification':
      return (row) => VERIFICATION_PLACES[stateOf(row.values[sort.propertyId], context.now)]
    default:
      // A button has no value: all rows are alike.
      return () => null
  }
}

/** The values of an array are compared one after the other. */
function computedPart(computed: Computed | undefined, context: SortContext): KeyPart {
  if (!computed) return null
  if (!('array' in computed)) return shownPart(shownValue(computed), context)
  const { array } = computed
  const startOfItem = (item: RolledUp) => startIn(dateOfItem(item), context)
  for (const read of [numberOfItem, startOfItem]) {
    const values = array.map(read).filter((value) => value !== null)
    if (values.length > 0) return values
  }
  const resolved = { baseUrl: '', user: context.user, title: context.title, file: unsigned }
  const view = { resolved, now: context.now }
  return textsKey(
    array.map(({ property, value, meta }) =>
      typeOf(property).plainText(value, property.config, { ...view, meta }),
    ),
  )
}

function shownPart(value: ReturnType<typeof shownValue>, context: SortContext): KeyPart {
  switch (typeof value) {
    case 'number':
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'string':
      return textsKey([value])
    default:
      return startIn(value, context)
  }
}

const startIn = (date: StoredDate | null, { timeZone }: SortContext): number | null =>
  date && instantIn(timeZone, date.start)

const unsigned = () => ({ url: '', expiry_time: '' })

const VERIFICATION_PLACES = { verified: 0, expired: 1, none: null }

const stateOf = (value: unknown, now: number) =>
  verificationState((value as Verified | undefined) ?? null, now)

function optionPlaces(schema: StoredSchema, { propertyId }: Subject): ReadonlyMap<string, number> {
  const options = optionsOf(schema[propertyId]?.config ?? null)
  return new Map(options.map((option, place) => [option.id, place]))
}

/** Of names, as far as they are known. */
const namesPart = (names: readonly unknown[]): string | null =>
  textsKey(names.filter((name) => typeof name === 'string'))

type Comparable = Exclude<KeyPart, null>

function compareParts(a: Comparable, b: Comparable): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b)
  // Only a cursor from elsewhere, or from before a property changed its type, has another kind of part.
  return compareCodePoints(typeof a, typeof b)
}

/** Like the bytes of UTF-8, and so like both databases with their bytewise collation. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Halves of surrogate pairs stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index])
  if (differing === -1) return a.length - b.length
  return differing < b.length ? a[differing]! - b[differing]! : 1
}
