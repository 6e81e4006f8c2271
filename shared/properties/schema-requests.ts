import Type, { type TSchema } from 'typebox'
import { MapOf, Nullable, OptionalTag, StrictObject } from '../validation/schemas.ts'
import { propertyTypes } from './registry.ts'

const Description = Nullable(Type.String({ maxLength: 280 }))

// What was read may be sent back: type, name and id stand beside the configuration.
const common = {
  name: Type.Optional(Type.String({ minLength: 1 })),
  id: Type.Optional(Type.String()),
  description: Type.Optional(Description),
}

/** The schemas of requests for a schema, in which relations are configured as `relation` has it. */
export function schemaRequestsWith(relation: TSchema) {
  const configurations = [...propertyTypes.values()].map(({ type, configRequest }) =>
    StrictObject({
      [type]: type === 'relation' ? relation : configRequest,
      type: OptionalTag(type),
      ...common,
    }),
  )
  /** One property of a new data source (API reference, "Property object"). */
  const PropertyConfigRequest = Type.Union(configurations)
  /** A change of one property: another configuration, another name or description, or null to remove it. */
  const PropertyChangeRequest = Type.Union([...configurations, StrictObject(common), Type.Null()])
  return {
    PropertyConfigRequest,
    PropertyChangeRequest,
    /** The `properties` of a new data source, by name. */
    SchemaRequest: MapOf(PropertyConfigRequest),
    /** The `properties` of a data source update, by name or id. */
    SchemaChangeRequest: MapOf(PropertyChangeRequest),
  }
}

export const { PropertyConfigRequest, PropertyChangeRequest, SchemaRequest, SchemaChangeRequest } =
  schemaRequestsWith(propertyTypes.get('relation')!.configRequest)

/** A property of a request after validation: the configuration stands under the type's name. */
export interface PropertyRequest {
  readonly name?: string
  readonly description?: string | null
  readonly [type: string]: unknown
}

/** What a request gives for a property's type, if it does. */
export function configurationIn(request: PropertyRequest): { type: string; config: unknown } | null {
  for (const type of Object.keys(request)) {
    if (propertyTypes.has(type)) return { type, config: request[type] }
  }
  return null
}
