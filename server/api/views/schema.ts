import { Type } from 'typebox'
import { pagingFields } from '#server/http/paging.ts'
import { QueryFilter, QuerySorts, QuickFilter } from '#shared/filters/schema.ts'
import { PageParent } from '#shared/objects/parent-request.ts'
import { MapOf, Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { ViewConfigRequest, viewTypes } from '#shared/views/registry.ts'

export const ViewParams = StrictObject({ view_id: Uuid })
export const ViewQueryParams = StrictObject({ view_id: Uuid, query_id: Uuid })

const Name = Type.String({ maxLength: 2000 })

const Filter = Type.Unsafe<Record<string, unknown>>(QueryFilter)
const Sorts = Type.Unsafe<Record<string, unknown>[]>(QuerySorts)
const RowIndex = Type.Integer({ minimum: 0 })

const TabPosition = Type.Union([
  StrictObject({ type: Type.Literal('start') }),
  StrictObject({ type: Type.Literal('end') }),
  StrictObject({ type: Type.Literal('after_view'), view_id: Uuid }),
])

export const CreateViewBody = StrictObject({
  data_source_id: Uuid,
  name: Name,
  type: OneOf([...viewTypes.keys()]),
  database_id: Type.Optional(Uuid),
  view_id: Type.Optional(Uuid),
  filter: Type.Optional(Nullable(Filter)),
  sorts: Type.Optional(Nullable(Sorts)),
  quick_filters: Type.Optional(Nullable(MapOf(QuickFilter))),
  create_database: Type.Optional(
    StrictObject({
      parent: PageParent,
      position: Type.Optional(StrictObject({ type: Type.Literal('after_block'), block_id: Uuid })),
    }),
  ),
  configuration: Type.Optional(ViewConfigRequest),
  position: Type.Optional(TabPosition),
  placement: Type.Optional(
    Type.Union([
      StrictObject({ type: Type.Literal('new_row'), row_index: Type.Optional(RowIndex) }),
      StrictObject({ type: Type.Literal('existing_row'), row_index: RowIndex }),
    ]),
  ),
})

export const UpdateViewBody = StrictObject({
  name: Type.Optional(Name),
  filter: Type.Optional(Nullable(Filter)),
  sorts: Type.Optional(Nullable(Sorts)),
  quick_filters: Type.Optional(Nullable(MapOf(Nullable(QuickFilter)))),
  configuration: Type.Optional(ViewConfigRequest),
  /** An addition of Octavo: a tab goes elsewhere among those of its database. */
  position: Type.Optional(TabPosition),
})

export const ViewsQuery = StrictObject({
  database_id: Type.Optional(Uuid),
  data_source_id: Type.Optional(Uuid),
  ...pagingFields,
})

export const CreateViewQueryBody = StrictObject({
  /** An addition of Octavo: a filter that rows pass besides those of the view. */
  filter: Type.Optional(Filter),
  page_size: pagingFields.page_size,
})

export const ViewResultsQuery = StrictObject(pagingFields)

export const ViewRowsQuery = StrictObject({
  start_index: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_000_000_000 })),
  page_size: pagingFields.page_size,
})
