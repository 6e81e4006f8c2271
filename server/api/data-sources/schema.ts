import { Type } from 'typebox'
import { pagingFields } from '#server/http/paging.ts'
import { QueryFilter, QuerySorts } from '#shared/filters/schema.ts'
import { IconRequest } from '#shared/objects/icon.ts'
import { SchemaChangeRequest, SchemaRequest } from '#shared/properties/schema-requests.ts'
import { RichTextRequest } from '#shared/rich-text/request.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { accessFields } from '../objects/access-fields.ts'

export const DataSourceParams = StrictObject({ data_source_id: Uuid })

const Parent = StrictObject({ database_id: Uuid, type: Type.Optional(Type.Literal('database_id')) })

export const CreateDataSourceBody = StrictObject({
  parent: Parent,
  properties: SchemaRequest,
  title: Type.Optional(RichTextRequest),
  icon: Type.Optional(Nullable(IconRequest)),
})

const DefaultTemplate = Type.Union([Uuid, Type.Null()], {
  description:
    'An addition of Octavo: the template that a new row is made from when it asks for the default one; null for none.',
})

export const UpdateDataSourceBody = StrictObject({
  title: Type.Optional(RichTextRequest),
  icon: Type.Optional(Nullable(IconRequest)),
  properties: Type.Optional(SchemaChangeRequest),
  in_trash: Type.Optional(Type.Boolean()),
  parent: Type.Optional(Parent),
  default_template_id: Type.Optional(DefaultTemplate),
  ...accessFields,
})

/** Query string of whatever shows pages. */
export const QueryParameters = StrictObject({ filter_properties: Type.Optional(Type.Array(Type.String())) })

export const TemplatesQuery = StrictObject({
  name: Type.Optional(Type.String()),
  start_cursor: Type.Optional(Uuid),
  page_size: Type.Optional(Type.Number({ maximum: 100 })),
})

export const QueryBody = StrictObject({
  filter: Type.Optional(QueryFilter),
  sorts: Type.Optional(QuerySorts),
  in_trash: Type.Optional(Type.Boolean()),
  is_archived: Type.Optional(Type.Boolean()),
  result_type: Type.Optional(OneOf(['page', 'data_source'])),
  ...pagingFields,
})
