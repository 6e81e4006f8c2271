import { isComputed } from '#shared/computed/results.ts'
import type { ComputedType } from '#shared/computed/types.ts'
import type { Row } from '#shared/filters/row.ts'
import { invalid } from '#shared/problem.ts'
import type { StoredProperty, StoredSchema } from '#shared/properties/property.ts'
import type { Context } from '../context.ts'
import { computeProperties } from './compute.ts'
import { makeSchemas, withSchemas } from './load-schemas.ts'
import { typesFor } from './types-of.ts'

interface Source {
  readonly id: string
  readonly schema: StoredSchema
}

/** What the formulas and rollups of a data source give, for a query that may test them. */
export async function askedOfComputed(
  context: Context,
  { id, schema }: Source,
  query: { readonly filter: unknown },
): Promise<{ typeOf: (property: StoredProperty) => ComputedType | null }> {
  const computed = query.filter ? Object.values(schema).filter(isComputed) : []
  if (computed.length === 0) return { typeOf: () => null }
  const schemas = makeSchemas(context)
  const types = await typesFor(context, schemas, [id])
  /** What is rolled up from where the actor does not see cannot be computed for them. */
  const typeOf = (property: StoredProperty, dataSourceId = id): ComputedType | null => {
    const type = types.of(dataSourceId, property)
    if (type?.kind !== 'rollup') return type
    if (schemas.isHidden(type.dataSourceId)) return null
    return isComputed(type.target) && !typeOf(type.target, type.dataSourceId) ? null : type
  }
  await withSchemas(schemas, () => computed.map((property) => typeOf(property)))
  return { typeOf: (property) => typeOf(property) }
}

/**
 * Rows together with what some formulas and rollups give for them. A filter or an order over values that cost
 * too much to compute would be wrong, and so is refused.
 */
export async function withComputed(
  context: Context,
  { id, schema }: Source,
  rows: readonly Row[],
  propertyIds: ReadonlySet<string>,
): Promise<readonly Row[]> {
  if (propertyIds.size === 0) return rows
  const { values, hasExceeded } = await computeProperties(context, [
    {
      rows: rows.map((row) => ({ dataSourceId: id, values: row.values, meta: row.meta })),
      properties: [...propertyIds].map((propertyId) => schema[propertyId]!),
    },
  ])
  if (hasExceeded) {
    throw invalid(
      'The formulas and rollups of this filter or sort take too long to compute for all rows. Ask for fewer of them, or for simpler ones.',
    )
  }
  return rows.map((row) => ({ ...row, computed: values.get(row.meta.id) ?? new Map() }))
}
