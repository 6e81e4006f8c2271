/** Requests to databases while they were tables: the schema stands at the top, relations name databases. */
import { type Static, Type } from 'typebox'
import { schemaRequestsWith } from '#shared/properties/schema-requests.ts'
import { EmptyObject, OptionalTag, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { CreateDatabaseBody, UpdateDatabaseBody } from './schema.ts'

const DatabaseRelation = Type.Union([
  StrictObject({ database_id: Uuid, single_property: EmptyObject, type: OptionalTag('single_property') }),
  StrictObject({
    database_id: Uuid,
    dual_property: StrictObject({
      synced_property_id: Type.Optional(Type.String()),
      synced_property_name: Type.Optional(Type.String({ minLength: 1 })),
    }),
    type: OptionalTag('dual_property'),
  }),
])

export type DatabaseRelation = Static<typeof DatabaseRelation>

const { SchemaRequest, SchemaChangeRequest } = schemaRequestsWith(DatabaseRelation)

const { initial_data_source: _, ...createFields } = CreateDatabaseBody.properties
const { parent: __, ...updateFields } = UpdateDatabaseBody.properties

export const CreateTableBody = StrictObject({ ...createFields, properties: SchemaRequest })

export const UpdateTableBody = StrictObject({
  ...updateFields,
  properties: Type.Optional(SchemaChangeRequest),
})
