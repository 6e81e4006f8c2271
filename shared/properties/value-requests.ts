import Type from 'typebox'
import { MapOf, OptionalTag, StrictObject } from '../validation/schemas.ts'
import { propertyTypes } from './registry.ts'

const writable = [...propertyTypes.values()].flatMap(({ type, valueRequest }) =>
  valueRequest ? [{ type, valueRequest }] : [],
)

/** Clients send back what they read: the id of a property, and what stands beside the pages of a relation. */
const readBeside = (type: string) => ({
  id: Type.Optional(Type.String()),
  ...(type === 'relation' ? { has_more: Type.Optional(Type.Boolean()) } : {}),
})

/**
 * The value of one property in a request for a page (API reference, "Page property values"). It stands under
 * its type, or bare, as the types of older SDKs have it.
 */
export const PropertyValueRequest = Type.Union([
  ...writable.map(({ type, valueRequest }) =>
    StrictObject({ [type]: valueRequest, type: OptionalTag(type), ...readBeside(type) }),
  ),
  ...writable.map(({ valueRequest }) => valueRequest),
])

/** The `properties` of a page, by name or id. */
export const PropertyValuesRequest = MapOf(PropertyValueRequest)
