import type { RolledUp, RollupResult } from '../computed/results.ts'
import type { StoredProperty } from '../properties/property.ts'

/** A number or date that a rollup gives, as a property of that type would have it. */
export const aggregateOf = (rollup: StoredProperty, type: 'number' | 'date'): StoredProperty => ({
  ...rollup,
  type,
  config: type === 'number' ? { format: 'number' } : {},
})

/** Values that are themselves rolled up, in their place one by one. */
export const flatten = (items: readonly RolledUp[]): readonly RolledUp[] =>
  items.some(({ property }) => property.type === 'rollup') ? items.flatMap(valuesIn) : items

/** One value is itself; of a rollup there are those that it gives. */
export function valuesIn(item: RolledUp): readonly RolledUp[] {
  const { property, meta } = item
  if (property.type !== 'rollup') return [item]
  const result = item.value as RollupResult
  switch (result.type) {
    case 'number':
      return [{ property: aggregateOf(property, 'number'), value: result.number, meta }]
    case 'date':
      return [{ property: aggregateOf(property, 'date'), value: result.date, meta }]
    case 'array':
      return result.array
    case 'unsupported':
      return []
  }
}
