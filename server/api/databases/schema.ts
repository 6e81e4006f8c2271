import { Type } from 'typebox'
import { CoverRequest } from '#shared/objects/cover.ts'
import { IconRequest } from '#shared/objects/icon.ts'
import { BlockParent, PageParent, WorkspaceParent } from '#shared/objects/parent-request.ts'
import { SchemaRequest } from '#shared/properties/schema-requests.ts'
import { RichTextRequest } from '#shared/rich-text/request.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { accessFields } from '../objects/access-fields.ts'

export const DatabaseParams = StrictObject({ database_id: Uuid })

const Parent = Type.Union([PageParent, BlockParent, WorkspaceParent])

const containerFields = {
  title: Type.Optional(RichTextRequest),
  description: Type.Optional(RichTextRequest),
  icon: Type.Optional(Nullable(IconRequest)),
  cover: Type.Optional(Nullable(CoverRequest)),
  is_inline: Type.Optional(Type.Boolean()),
}

export const CreateDatabaseBody = StrictObject({
  parent: Parent,
  initial_data_source: Type.Optional(StrictObject({ properties: Type.Optional(SchemaRequest) })),
  ...containerFields,
  ...accessFields,
})

export const UpdateDatabaseBody = StrictObject({
  parent: Type.Optional(Parent),
  in_trash: Type.Optional(Type.Boolean()),
  is_locked: Type.Optional(Type.Boolean()),
  ...containerFields,
  ...accessFields,
})
