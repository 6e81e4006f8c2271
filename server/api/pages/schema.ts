import { Type } from 'typebox'
import { BlocksRequest } from '#shared/blocks/request.ts'
import { CoverRequest } from '#shared/objects/cover.ts'
import { IconRequest } from '#shared/objects/icon.ts'
import {
  BlockParent,
  DatabaseParent,
  DataSourceParent,
  PageParent,
  TeamspaceParent,
  WorkspaceParent,
} from '#shared/objects/parent-request.ts'
import { PropertyValuesRequest } from '#shared/properties/value-requests.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { accessFields } from '../objects/access-fields.ts'

export const PageParams = StrictObject({ page_id: Uuid })

export const PageQuery = StrictObject({ filter_properties: Type.Optional(Type.Array(Type.String())) })

/** Where a new page goes among the blocks of its parent page. */
const PagePosition = Type.Union([
  StrictObject({ type: Type.Literal('after_block'), after_block: StrictObject({ id: Uuid }) }),
  StrictObject({ type: Type.Literal('page_start') }),
  StrictObject({ type: Type.Literal('page_end') }),
])

const timezone = Type.Optional(Type.String({ format: 'time-zone' }))

const Template = Type.Union([
  StrictObject({ type: Type.Literal('none') }),
  StrictObject({ type: Type.Literal('default'), timezone }),
  StrictObject({ type: Type.Literal('template_id'), template_id: Uuid, timezone }),
])

/** Notion makes templates in its app only. */
const IsTemplate = Type.Boolean({
  description:
    'An addition of Octavo: the page is a template of its data source instead of a row. Templates are listed at GET /v1/data_sources/{data_source_id}/templates and found by no query or search.',
})

export const CreatePageBody = StrictObject({
  parent: Type.Optional(
    Type.Union([PageParent, DatabaseParent, DataSourceParent, BlockParent, WorkspaceParent, TeamspaceParent]),
  ),
  properties: Type.Optional(PropertyValuesRequest),
  icon: Type.Optional(Nullable(IconRequest)),
  cover: Type.Optional(Nullable(CoverRequest)),
  children: Type.Optional(BlocksRequest),
  content: Type.Optional(BlocksRequest),
  markdown: Type.Optional(Type.String()),
  template: Type.Optional(Template),
  position: Type.Optional(PagePosition),
  allow_async: Type.Optional(Type.Boolean()),
  is_template: Type.Optional(IsTemplate),
  ...accessFields,
})

/** Before there were data sources. */
export const CreatePageInTableBody = StrictObject({
  ...CreatePageBody.properties,
  parent: Type.Optional(
    Type.Union([PageParent, DatabaseParent, BlockParent, WorkspaceParent, TeamspaceParent]),
  ),
})

export const UpdatePageBody = StrictObject({
  properties: Type.Optional(PropertyValuesRequest),
  icon: Type.Optional(Nullable(IconRequest)),
  cover: Type.Optional(Nullable(CoverRequest)),
  in_trash: Type.Optional(Type.Boolean()),
  is_locked: Type.Optional(Type.Boolean()),
  is_archived: Type.Optional(Type.Boolean()),
  template: Type.Optional(Template),
  erase_content: Type.Optional(Type.Boolean()),
  is_template: Type.Optional(IsTemplate),
  ...accessFields,
})

export const MovePageBody = StrictObject({
  parent: Type.Union([PageParent, DataSourceParent, TeamspaceParent]),
})

/** Before there were data sources. */
export const MovePageToTableBody = StrictObject({
  parent: Type.Union([PageParent, DatabaseParent, TeamspaceParent]),
})

export const PropertyItemParams = StrictObject({ page_id: Uuid, property_id: Type.String() })
