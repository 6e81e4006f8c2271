import { compileFormula } from '../formulas/compile.ts'
import type { Formula } from '../formulas/formula.ts'
import { typeOfProperty } from '../formulas/property-types.ts'
import type { FormulaScope } from '../formulas/scope.ts'
import type { FormulaType } from '../formulas/types.ts'
import { Problem } from '../problem.ts'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { type RelationConfig, targetOf } from '../properties/relation.ts'
import { aggregateOf } from '../rollups/flatten.ts'
import { fitsFunction, type RolledUpKind, type RollupFunction, resultTypeOf } from '../rollups/functions.ts'
import { type FormulaResultType, isComputed } from './results.ts'

/** What a formula or rollup property is made of and gives. */
export type ComputedType = FormulaPropertyType | RollupPropertyType

export interface FormulaPropertyType {
  readonly kind: 'formula'
  readonly formula: Formula
  /** Null when only the value tells. */
  readonly result: FormulaResultType | null
}

export interface RollupPropertyType {
  readonly kind: 'rollup'
  readonly result: 'number' | 'date' | 'array'
  readonly relation: string
  readonly dataSourceId: string
  readonly target: StoredProperty
  /** What stands in the array; for the others, what they are made from. */
  readonly item: ItemType
}

/** A value of an array: that of a property, or what a formula gives. */
export interface ItemType extends RolledUpKind {
  readonly property: StoredProperty
}

/** As a rollup is kept. */
export interface RollupConfig {
  readonly function: RollupFunction
  readonly relation_property_id: string
  readonly rollup_property_id: string
}

export interface FormulaConfig {
  /** Canonical: properties are named by their ids. */
  readonly expression: string
}

/** Looks up schemas; throws `notLoaded` for one that it has not. Null for one that is not there. */
export type SchemaOf = (dataSourceId: string) => StoredSchema | null

/** What is known of the types of computed properties, and the schemas that it follows from. */
export interface KnownTypes {
  readonly types: ReadonlyMap<string, Known>
  readonly seen: ReadonlyMap<string, StoredSchema | null>
}

interface Known {
  readonly type: ComputedType | null
  /** How many computed properties stand one on another below this one, itself included. */
  readonly height: number
}

export interface ComputedTypes {
  /** Null for a property that cannot be computed: what it is built on is gone, or is built on it. */
  of(dataSourceId: string, property: StoredProperty): ComputedType | null
  /** Why a property cannot be computed; null when it can, or when what it is built on is gone. */
  fault(dataSourceId: string, property: StoredProperty): 'cycle' | 'depth' | null
  /** What stands for one page in a rollup of a property; null where that cannot be computed. */
  itemOf(dataSourceId: string, property: StoredProperty): ItemType | null
  /** What compiling a formula of a data source needs. */
  scope(dataSourceId: string): FormulaScope
  known(): KnownTypes
}

/** So many computed properties may stand one on another. */
export const HIGHEST_CHAIN = 40
// No schema that was written here comes near it; further down the stack of calls would be at risk.
const FARTHEST_LOOK = 200

export interface TypesContext {
  /** What an earlier look at the very same schemas found. */
  readonly before?: KnownTypes | undefined
  /** Gives a property as it is by now: while a schema is being written, its configuration may still be made. */
  readonly settled?: (dataSourceId: string, property: StoredProperty) => StoredProperty
}

export function computedTypes(
  schemaOf: SchemaOf,
  { before, settled = (_, property) => property }: TypesContext = {},
): ComputedTypes {
  const types = new Map(before?.types)
  const seen = new Map(before?.seen)
  const faults = new Map<string, 'cycle' | 'depth'>()
  const path: { key: string; height: number }[] = []

  const look: SchemaOf = (dataSourceId) => {
    const schema = schemaOf(dataSourceId)
    seen.set(dataSourceId, schema)
    return schema
  }

  const scope = (dataSourceId: string): FormulaScope => ({
    dataSourceId,
    schemaOf: look,
    computedType: (id, property) => formulaTypeOf(of(id, property)),
  })

  function formulaTypeOf(type: ComputedType | null): FormulaType {
    if (type === null) return { kind: 'any' }
    if (type.kind === 'formula') return type.formula.type
    if (type.result !== 'array') return { kind: type.result }
    const { item, dataSourceId: target } = type
    return {
      kind: 'list',
      of: formulaKinds.get(item.formula) ?? typeOfProperty(item.property, target, scope(target)),
    }
  }

  function of(dataSourceId: string, property: StoredProperty): ComputedType | null {
    const { type, height } = find(dataSourceId, property)
    const above = path.at(-1)
    if (above) above.height = Math.max(above.height, height + 1)
    return type
  }

  function find(dataSourceId: string, property: StoredProperty): Known {
    const now = settled(dataSourceId, property)
    const key = keyOf(dataSourceId, property)
    const known = types.get(key)
    if (known) return known
    const begun = path.findIndex((step) => step.key === key)
    if (begun !== -1) for (const step of path.slice(begun)) faults.set(step.key, 'cycle')
    if (begun !== -1 || path.length >= FARTHEST_LOOK) return { type: null, height: path.length }
    const here = { key, height: 1 }
    path.push(here)
    try {
      const type = now.type === 'formula' ? formula(dataSourceId, now) : rollup(dataSourceId, now)
      if (here.height > HIGHEST_CHAIN && !faults.has(key)) faults.set(key, 'depth')
      const found = faults.has(key) ? { type: null, height: 0 } : { type, height: here.height }
      types.set(key, found)
      return found
    } finally {
      path.pop()
    }
  }

  function formula(dataSourceId: string, { config }: StoredProperty): FormulaPropertyType | null {
    try {
      const compiled = compileFormula((config as FormulaConfig).expression, scope(dataSourceId))
      return { kind: 'formula', formula: compiled, result: shownAs(compiled.type) }
    } catch (thrown) {
      // What it was written for has changed since.
      if (thrown instanceof Problem) return null
      throw thrown
    }
  }

  function rollup(dataSourceId: string, { config }: StoredProperty): RollupPropertyType | null {
    const { relation_property_id, rollup_property_id, function: name } = config as RollupConfig
    const relation = own(look(dataSourceId), relation_property_id)
    const target = relation?.type === 'relation' ? targetOf(relation.config) : undefined
    if (target === undefined) return null
    const property = own(look(target), rollup_property_id)
    const item = property && itemOf(target, property)
    if (!item || !fitsFunction(name, item)) return null
    const result = resultTypeOf(name)
    return {
      kind: 'rollup',
      result,
      relation: relation_property_id,
      dataSourceId: target,
      target: property,
      item,
    }
  }

  function itemOf(dataSourceId: string, property: StoredProperty): ItemType | null {
    if (!isComputed(property)) return { type: property.type, property }
    const type = of(dataSourceId, property)
    if (type === null) return null
    if (type.kind === 'formula') return { type: 'formula', property, formula: type.result }
    return type.result === 'array'
      ? type.item
      : { type: type.result, property: aggregateOf(property, type.result) }
  }

  return {
    of,
    fault(dataSourceId, property) {
      of(dataSourceId, property)
      return faults.get(keyOf(dataSourceId, property)) ?? null
    },
    itemOf,
    scope,
    known: () => ({ types, seen }),
  }
}

/** The data source that a property of a schema leads to, as a relation or by way of one. */
export function leadsTo(schema: StoredSchema, { type, config }: StoredProperty): string | undefined {
  if (type !== 'rollup') return targetOf(config)
  const relation = own(schema, (config as RollupConfig).relation_property_id)
  return relation && (relation.config as Partial<RelationConfig>).data_source_id
}

const formulaKinds = new Map<FormulaResultType | null | undefined, FormulaType>([
  ['string', { kind: 'text' }],
  ['number', { kind: 'number' }],
  ['boolean', { kind: 'checkbox' }],
  ['date', { kind: 'date' }],
  [null, { kind: 'any' }],
])

/** How the API shows what a formula gives: lists, people and pages as text. */
function shownAs({ kind }: FormulaType): FormulaResultType | null {
  switch (kind) {
    case 'number':
    case 'date':
      return kind
    case 'checkbox':
      return 'boolean'
    case 'any':
      return null
    default:
      return 'string'
  }
}

const keyOf = (dataSourceId: string, { id }: StoredProperty): string => `${dataSourceId} ${id}`

const own = (schema: StoredSchema | null, id: string): StoredProperty | undefined =>
  schema && Object.hasOwn(schema, id) ? schema[id] : undefined
