import { parseFilter } from '../filters/parse.ts'
import { parseSorts } from '../filters/parse-sorts.ts'
import { invalid, Problem } from '../problem.ts'
import { optionsOf } from '../properties/options.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { findProperty } from '../properties/property-ids.ts'

/**
 * Filters and sorts that a view keeps. They have the shape of the API, but name properties by their raw ids and
 * options by theirs, so that they survive renaming. What the schema has no longer is left out when they are used or
 * shown: a filter on a property that was removed or became another type, an option that is gone.
 */
type Json = Readonly<Record<string, unknown>>

/** How a property is called: by its raw id, as answers have it, or by its name, which a query finds first. */
export type CallsProperty = (property: StoredProperty) => string

export const byRawId: CallsProperty = ({ id }) => id
export const byName: CallsProperty = ({ name }) => name

/** The filter of a request as it is kept; null for one that says nothing. Refuses what a query would. */
export function storeFilter(schema: StoredSchema, request: Json): Json | null {
  parseFilter(schema, request, ANY_CALLER)
  return Object.keys(request).length === 0 ? null : changeLeaves(request, (leaf) => storeLeaf(schema, leaf))
}

/** A kept filter under the schema as it is now; null when nothing of it is left. */
export const currentFilter = (schema: StoredSchema, stored: Json, calls: CallsProperty): Json | null =>
  changeLeaves(stored, (leaf) => currentLeaf(schema, leaf, calls))

/** Quick filters by property: a condition of the property each. Null takes one away. */
export function storeQuickFilters(
  schema: StoredSchema,
  before: Json,
  request: Readonly<Record<string, Json | null>>,
): Json | null {
  const filters: Record<string, unknown> = { ...before }
  for (const [key, condition] of Object.entries(request)) {
    const property = findProperty(schema, key)
    if (property === undefined) throw invalid(`Could not find property with name or id: ${key}`)
    if (condition === null) delete filters[property.id]
    else {
      parseFilter(schema, { property: key, ...condition }, ANY_CALLER)
      filters[property.id] = storeOptions(property, condition)
    }
  }
  return Object.keys(filters).length === 0 ? null : filters
}

/** Each kept quick filter as a filter of a query, without those that no longer apply. */
export const currentQuickFilters = (schema: StoredSchema, stored: Json, calls: CallsProperty): Json[] =>
  Object.entries(stored as Record<string, Json>)
    .map(([property, condition]) => currentLeaf(schema, { property, ...condition }, calls))
    .filter((leaf) => leaf !== null)

export type Sorts = readonly Json[]

export function storeSorts(schema: StoredSchema, request: Sorts): Sorts | null {
  parseSorts(schema, request)
  const sorts = request.map((sort) =>
    sort.property === undefined ? sort : { ...sort, property: propertyOf(schema, sort)!.id },
  )
  return sorts.length === 0 ? null : sorts
}

export function currentSorts(schema: StoredSchema, stored: Sorts, calls: CallsProperty): Sorts | null {
  const sorts = stored.flatMap((sort) => {
    if (sort.property === undefined) return [sort]
    const property = ownProperty(schema, sort.property)
    return property ? [{ ...sort, property: calls(property) }] : []
  })
  return sorts.length === 0 ? null : sorts
}

/** Whether a filter is right does not depend on who asks and when. */
const ANY_CALLER = { now: 0, timeZone: 'UTC', me: null }

/** Groups of which nothing is left are left out themselves. */
function changeLeaves(filter: Json, change: (leaf: Json) => Json | null): Json | null {
  const group = filter.and !== undefined ? 'and' : filter.or !== undefined ? 'or' : null
  if (group === null) return change(filter)
  const members = (filter[group] as Json[]).flatMap((member) => changeLeaves(member, change) ?? [])
  return members.length === 0 ? null : { [group]: members }
}

function storeLeaf(schema: StoredSchema, leaf: Json): Json | null {
  const property = propertyOf(schema, leaf)
  return property === undefined ? leaf : storeOptions(property, { ...leaf, property: property.id })
}

function storeOptions({ config }: StoredProperty, condition: Json): Json | null {
  const ids = new Map(optionsOf(config).map(({ id, name }) => [name, id]))
  return changeOptions(condition, (name) => ids.get(name))
}

function currentLeaf(schema: StoredSchema, leaf: Json, calls: CallsProperty): Json | null {
  if (leaf.property === undefined) return leaf
  const property = ownProperty(schema, leaf.property)
  if (property === undefined) return null
  const names = new Map(optionsOf(property.config).map(({ id, name }) => [id, name]))
  const current = changeOptions(leaf, (id) => names.get(id))
  if (current === null || !isRight(schema, { ...current, property: property.name })) return null
  return { ...current, property: calls(property) }
}

function isRight(schema: StoredSchema, leaf: Json): boolean {
  try {
    parseFilter(schema, leaf, ANY_CALLER)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

const withOptions = ['select', 'status', 'multi_select']
const naming = ['equals', 'does_not_equal', 'contains', 'does_not_contain']

/** Null when none of the options that a condition names is there. */
function changeOptions(leaf: Json, change: (option: string) => string | undefined): Json | null {
  for (const key of withOptions) {
    const condition = leaf[key] as Json | undefined
    const operator = condition && naming.find((one) => condition[one] !== undefined)
    if (!condition || operator === undefined) continue
    const operand = condition[operator] as string | readonly string[]
    const changed =
      typeof operand === 'string' ? change(operand) : operand.flatMap((option) => change(option) ?? [])
    if (changed === undefined || (changed.length === 0 && operand.length > 0)) return null
    return { ...leaf, [key]: { ...condition, [operator]: changed } }
  }
  return leaf
}

/** The property that a request names. */
const propertyOf = (schema: StoredSchema, { property }: Json): StoredProperty | undefined =>
  property === undefined ? undefined : findProperty(schema, property as string)

/** The property of a raw id. */
const ownProperty = (schema: StoredSchema, id: unknown): StoredProperty | undefined =>
  Object.hasOwn(schema, id as string) ? schema[id as string] : undefined
