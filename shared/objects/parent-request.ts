import { type Static, Type } from 'typebox'
import { toUuid } from '../ids.ts'
import { OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'
import type { ParentOf } from './parent.ts'

/** A parent in a request, one schema for each kind (API reference, "Parent object"). `type` may be left out. */
export const PageParent = StrictObject({ page_id: Uuid, type: OptionalTag('page_id') })
export const DatabaseParent = StrictObject({ database_id: Uuid, type: OptionalTag('database_id') })
export const BlockParent = StrictObject({ block_id: Uuid, type: OptionalTag('block_id') })
export const WorkspaceParent = StrictObject({ workspace: Type.Literal(true), type: OptionalTag('workspace') })

/** An addition of Octavo: the top of a teamspace. Answers show it as the workspace. */
export const TeamspaceParent = StrictObject({ teamspace_id: Uuid, type: OptionalTag('teamspace_id') })

/** Answers name the database beside the data source; it may be sent back and says nothing new. */
export const DataSourceParent = StrictObject({
  data_source_id: Uuid,
  database_id: Type.Optional(Uuid),
  type: OptionalTag('data_source_id'),
})

export type ParentRequest =
  | Static<typeof PageParent>
  | Static<typeof DatabaseParent>
  | Static<typeof DataSourceParent>
  | Static<typeof BlockParent>
  | Static<typeof WorkspaceParent>

/** What a parent in a request names, its id dashed. */
export function readParent(request: ParentRequest): ParentOf {
  if ('workspace' in request) return { type: 'workspace', id: null }
  if ('data_source_id' in request) return { type: 'data_source_id', id: toUuid(request.data_source_id) }
  if ('page_id' in request) return { type: 'page_id', id: toUuid(request.page_id) }
  if ('block_id' in request) return { type: 'block_id', id: toUuid(request.block_id) }
  return { type: 'database_id', id: toUuid(request.database_id) }
}
