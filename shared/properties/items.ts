import { brokenRollup, type RollupResult } from '../computed/results.ts'
import type { RollupConfig } from '../computed/types.ts'
import type { StoredProperty, StoredValue, View } from './property.ts'
import { encodePropertyId } from './property-ids.ts'
import { typeOf } from './registry.ts'
import type { RolledUpEntry } from './rolled-up-entries.ts'
import { inside, presentRollup } from './rollup.ts'

/** Whether the property item endpoint answers with a list (API reference, "Page property item"). */
export const isListed = ({ type }: StoredProperty): boolean =>
  type === 'rollup' || typeOf({ type }).presentItem !== undefined

/** A property of a page by itself: one object with the whole value. */
export function presentPropertyItem(property: StoredProperty, value: StoredValue, view: View) {
  return itemOf(property, typeOf(property).presentValue(value, property.config, view))
}

/** One entry of a listed property: a run of text, a user, a related page's id, or a value that is rolled up. */
export function presentListedItem(property: StoredProperty, entry: unknown, view: View) {
  if (property.type !== 'rollup')
    return itemOf(property, typeOf(property).presentItem?.(entry as never, view))
  const { item, part } = entry as RolledUpEntry
  const within = inside(view, item)
  return part === undefined
    ? presentPropertyItem(item.property, item.value, within)
    : itemOf(item.property, typeOf(item.property).presentItem?.(part as never, within))
}

/** What the list says about the property, beside its results: of a rollup, what it gives. */
export const presentItemList = (
  property: StoredProperty,
  nextUrl: string | null,
  value: StoredValue = null,
) => ({
  id: encodePropertyId(property.id),
  next_url: nextUrl,
  type: property.type,
  [property.type]: property.type === 'rollup' ? presentEmptied(property, value as RollupResult | null) : {},
})

/** What stands in an array is listed beside it. */
function presentEmptied({ config }: StoredProperty, value: RollupResult | null) {
  const result = value ?? brokenRollup
  const emptied = result.type === 'array' ? { ...result, array: [] } : result
  return presentRollup(emptied, config as RollupConfig, () => ({}))
}

const itemOf = ({ id, type }: StoredProperty, value: unknown) => ({
  object: 'property_item',
  type,
  id: encodePropertyId(id),
  [type]: value,
})
