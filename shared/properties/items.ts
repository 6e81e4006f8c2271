import type { StoredProperty, StoredValue, View } from './property.ts'
import { encodePropertyId } from './property-ids.ts'
import { typeOf } from './registry.ts'

/** Whether the property item endpoint answers with a list (API reference, "Page property item"). */
export const isListed = ({ type }: StoredProperty): boolean => typeOf({ type }).presentItem !== undefined

/** A property of a page by itself: one object with the whole value. */
export function presentPropertyItem(property: StoredProperty, value: StoredValue, view: View) {
  return itemOf(property, typeOf(property).presentValue(value, property.config, view))
}

/** One entry of a listed property: a run of text, a user or a related page's id. */
export function presentListedItem(property: StoredProperty, entry: unknown, view: View) {
  return itemOf(property, typeOf(property).presentItem?.(entry as never, view))
}

/** What the list says about the property, beside its results. */
export const presentItemList = (property: StoredProperty, nextUrl: string | null) => ({
  id: encodePropertyId(property.id),
  next_url: nextUrl,
  type: property.type,
  [property.type]: {},
})

const itemOf = ({ id, type }: StoredProperty, value: unknown) => ({
  object: 'property_item',
  type,
  id: encodePropertyId(id),
  [type]: value,
})
