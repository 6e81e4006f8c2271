import Type from 'typebox'
import { brokenRollup, type RolledUp, type RollupResult } from '../computed/results.ts'
import type { RollupConfig } from '../computed/types.ts'
import { dateText } from '../dates.ts'
import type { FormulaScope } from '../formulas/scope.ts'
import { invalid } from '../problem.ts'
import { type RollupFunction, rollupFunctions } from '../rollups/functions.ts'
import { printValue } from '../validation/print-value.ts'
import { OneOf, StrictObject } from '../validation/schemas.ts'
import { presentDate } from './date.ts'
import {
  type PropertyType,
  propertyType,
  type StoredProperty,
  type StoredSchema,
  type View,
} from './property.ts'
import { findProperty, findPropertyById } from './property-ids.ts'
import { targetOf } from './relation.ts'

interface RollupRequest {
  readonly function: RollupFunction
  readonly relation_property_name?: string
  readonly relation_property_id?: string
  readonly rollup_property_name?: string
  readonly rollup_property_id?: string
}

/** @param typeOf finds the types of the properties that are rolled up. */
export const rollupOf = (typeOf: (property: StoredProperty) => PropertyType) =>
  propertyType<RollupConfig, RollupResult, RollupRequest>({
    type: 'rollup',
    configRequest: StrictObject({
      function: OneOf(rollupFunctions),
      relation_property_name: Type.Optional(Type.String()),
      relation_property_id: Type.Optional(Type.String()),
      rollup_property_name: Type.Optional(Type.String()),
      rollup_property_id: Type.Optional(Type.String()),
    }),
    configure(request, _previous, { path, scope }) {
      const relation = named(request, 'relation', path, scope.schemaOf(scope.dataSourceId))
      const schema = schemaBehind(relation, scope)
      if (schema === null)
        throw notThere(request, 'relation', path, 'a relation property of this data source')
      return {
        function: request.function,
        relation_property_id: relation.id,
        rollup_property_id: named(request, 'rollup', path, schema).id,
      }
    },
    presentConfig({ function: name, relation_property_id, rollup_property_id }, scope) {
      const own = scope.schemaOf(scope.dataSourceId)
      const relation = own?.[relation_property_id]
      const schema = schemaBehind(relation, scope)
      return {
        rollup_property_name: schema?.[rollup_property_id]?.name ?? rollup_property_id,
        relation_property_name: relation?.name ?? relation_property_id,
        rollup_property_id,
        relation_property_id,
        function: name,
      }
    },
    valueRequest: null,
    presentValue: (result, config, view) =>
      presentRollup(result ?? brokenRollup, config, (item) => ({
        type: item.property.type,
        [item.property.type]: typeOf(item.property).presentValue(
          item.value,
          item.property.config,
          inside(view, item),
        ),
      })),
    plainText(result, _config, view) {
      switch (result?.type) {
        case 'number':
          return result.number === null ? '' : String(result.number)
        case 'date':
          return result.date ? dateText(result.date) : ''
        case 'array':
          return result.array
            .map(({ property, value, meta }) =>
              typeOf(property).plainText(value, property.config, { ...view, meta }),
            )
            .filter((text) => text !== '')
            .join(', ')
        default:
          return ''
      }
    },
    isReady: () => false,
    collectReferences(result, _meta, references) {
      if (result?.type !== 'array') return
      for (const { property, value, meta } of result.array) {
        typeOf(property).collectReferences?.(value, meta, references)
      }
    },
  })

/** A rollup with the items of an array as `presentItem` has them. */
export function presentRollup(
  result: RollupResult,
  { function: name }: RollupConfig,
  presentItem: (item: RolledUp) => object,
): object {
  switch (result.type) {
    case 'number':
      return { type: result.type, number: result.number, function: name }
    case 'date':
      return { type: result.type, date: result.date && presentDate(result.date), function: name }
    case 'array':
      return { type: result.type, array: result.array.map(presentItem), function: name }
    case 'unsupported':
      return { type: result.type, unsupported: {}, function: name }
  }
}

/** How a value inside a rollup is looked at: as one of its own page, and whole. */
export const inside = (view: View, { meta }: RolledUp): View => ({ ...view, meta, isWhole: true })

function schemaBehind(relation: StoredProperty | undefined, scope: FormulaScope): StoredSchema | null {
  const target = relation && targetOf(relation.config)
  return target === undefined ? null : scope.schemaOf(target)
}

/** The property that a request names; an id, which does not change, comes before a name. */
function named(
  request: RollupRequest,
  which: 'relation' | 'rollup',
  path: string,
  schema: StoredSchema | null,
): StoredProperty {
  const id = request[`${which}_property_id`]
  const name = request[`${which}_property_name`]
  const key = id ?? name
  if (key === undefined) throw notThere(request, which, path, 'defined')
  const found = schema && (id === undefined ? findProperty(schema, key) : findPropertyById(schema, key))
  if (found) return found
  const place = which === 'relation' ? 'this data source' : 'the related data source'
  throw notThere(request, which, path, `a property of ${place}`)
}

function notThere(request: RollupRequest, which: 'relation' | 'rollup', path: string, expected: string) {
  const key =
    request[`${which}_property_id`] === undefined ? `${which}_property_name` : `${which}_property_id`
  const given = printValue(request[key as keyof RollupRequest])
  return invalid(`body failed validation: ${path}.${key} should be ${expected}, instead was \`${given}\`.`)
}
