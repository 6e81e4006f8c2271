import type { PageMeta, StoredProperty, StoredSchema, StoredValues } from '../properties/property.ts'
import type { Budget } from './budget.ts'
import { type ComputedRow, evaluator, type Source } from './evaluate.ts'
import { notLoaded, unlessMissing } from './not-loaded.ts'
import type { FormulaResult, FormulaResultType } from './results.ts'
import { type ComputedTypes, computedTypes } from './types.ts'

/**
 * A formula whose value follows from what its row keeps itself: from no other page, no name and no clock. It is
 * the same for everybody until the row, the schema or the time zone is written.
 */
export interface OwnFormula {
  readonly property: StoredProperty
  readonly result: OwnResult
  /** Raw ids of all that it is built on, itself included. */
  readonly reads: ReadonlySet<string>
}

export type OwnResult = Exclude<FormulaResultType, 'unsupported'>

/** What such formulas may read. Each is written with the row, or never changes; a last edit does neither. */
const OWN_TYPES: ReadonlySet<string> = new Set([
  ...['title', 'rich_text', 'url', 'email', 'phone_number', 'number', 'checkbox', 'date', 'place', 'files'],
  ...['select', 'multi_select', 'status', 'people', 'unique_id', 'created_time', 'created_by'],
  ...['button', 'location', 'last_visited_time'],
])

/** Lists, and what only the value tells the type of, are looked at one by one. */
const RESULTS: Readonly<Record<string, OwnResult>> = {
  text: 'string',
  number: 'number',
  checkbox: 'boolean',
  date: 'date',
}

/** What such formulas are built on stands in their own schema: it needs no id. */
const HERE = ''

interface Known {
  readonly types: ComputedTypes
  readonly formulas: ReadonlyMap<string, OwnFormula>
}

// Schemas never change in place.
const known = new WeakMap<StoredSchema, Known>()

/** Those formulas of a schema, by raw property id. */
export const ownFormulas = (schema: StoredSchema): ReadonlyMap<string, OwnFormula> => knownOf(schema).formulas

function knownOf(schema: StoredSchema): Known {
  const before = known.get(schema)
  if (before) return before
  const types = computedTypes((id) => (id === HERE ? schema : null))
  const found = new Map<string, ReadonlySet<string> | null>()
  const formulas = new Map<string, OwnFormula>()
  for (const property of Object.values(schema)) {
    if (property.type !== 'formula') continue
    const reads = readsOf(schema, property, types, found)
    const type = reads && types.of(HERE, property)
    const result = type?.kind === 'formula' ? RESULTS[type.formula.type.kind] : undefined
    if (reads && result !== undefined) formulas.set(property.id, { property, result, reads })
  }
  known.set(schema, { types, formulas })
  return { types, formulas }
}

/** Null of what does not follow from the row alone. */
function readsOf(
  schema: StoredSchema,
  property: StoredProperty,
  types: ComputedTypes,
  found: Map<string, ReadonlySet<string> | null>,
): ReadonlySet<string> | null {
  const { id, type } = property
  if (type !== 'formula') return OWN_TYPES.has(type) ? new Set([id]) : null
  const before = found.get(id)
  if (before !== undefined) return before
  // What is built on itself has no type.
  const computed = types.of(HERE, property)
  const reads = computed?.kind === 'formula' ? computed.formula.reads : null
  const all = new Set([id])
  let isOwn = reads !== null && !reads.clock && !reads.people && !reads.pages
  for (const { propertyId } of isOwn ? reads!.properties : []) {
    const below = readsOf(schema, schema[propertyId]!, types, found)
    if (below === null) isOwn = false
    for (const one of below ?? []) all.add(one)
  }
  found.set(id, isOwn ? all : null)
  return isOwn ? all : null
}

/** Whether the formulas that follow from a row alone are the same under both schemas, and give the same. */
export function meanTheSame(before: StoredSchema, after: StoredSchema): boolean {
  const [formulas, others] = [ownFormulas(before), ownFormulas(after)]
  const isSame = (id: string) =>
    before[id]?.type === after[id]?.type &&
    JSON.stringify(before[id]?.config) === JSON.stringify(after[id]?.config)
  return (
    formulas.size === others.size &&
    [...others].every(([id, { reads }]) => formulas.has(id) && [...reads].every(isSame))
  )
}

/**
 * What these formulas give for a row; null where that is not to be told, because a text names somebody, or, of
 * all of them, because it takes too many steps.
 */
export function ownValues(
  schema: StoredSchema,
  values: StoredValues,
  meta: PageMeta,
  timeZone: string,
  budget: Budget,
): ReadonlyMap<string, FormulaResult | null> {
  const { types, formulas } = knownOf(schema)
  const row: ComputedRow = { dataSourceId: HERE, values, meta }
  const { compute, hasExceeded } = evaluator(sourceOf(schema, row, timeZone), types, budget)
  const given = new Map<string, FormulaResult | null>()
  for (const [id, { property }] of formulas) {
    given.set(id, unlessMissing(() => compute(row, property) as FormulaResult)?.value ?? null)
  }
  return hasExceeded() ? new Map([...given.keys()].map((id) => [id, null])) : given
}

/** Nothing but a row. */
const sourceOf = (schema: StoredSchema, row: ComputedRow, timeZone: string): Source => ({
  schemaOf: (id) => (id === HERE ? schema : null),
  row: (id) => (id === row.meta.id ? row : missing()),
  related: missing,
  expect: () => {},
  person: missing,
  title: missing,
  now: 0,
  timeZone,
})

function missing(): never {
  throw notLoaded
}
