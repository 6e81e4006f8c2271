import { Type } from 'typebox'
import { BlockChangeRequest, BlocksRequest } from '#shared/blocks/request.ts'
import { Nullable, OptionalTag, StrictObject, Uuid } from '#shared/validation/schemas.ts'

export const BlockParams = StrictObject({ block_id: Uuid })

export const ChildrenQuery = StrictObject({
  start_cursor: Type.Optional(Uuid),
  page_size: Type.Optional(Type.Number({ maximum: 100 })),
})

/** Where new blocks go among their siblings; at the end when nothing is said. */
export const PositionRequest = Type.Union([
  StrictObject({ type: Type.Literal('after_block'), after_block: StrictObject({ id: Uuid }) }),
  StrictObject({ type: Type.Literal('start') }),
  StrictObject({ type: Type.Literal('end') }),
])

export const AppendBody = StrictObject({
  children: BlocksRequest,
  position: Type.Optional(PositionRequest),
})

export const UpdateBlockBody = BlockChangeRequest

export const MeetingNotesBody = StrictObject({
  title: Type.Optional(Type.String({ maxLength: 2000 })),
  language: Type.Optional(Type.String()),
  options: Type.Optional(StrictObject({ kickoff_summary: Type.Optional(Type.Boolean()) })),
  source: Type.Union([
    StrictObject({ type: Type.Literal('file_upload'), file_upload_id: Uuid }),
    StrictObject({ type: Type.Literal('block'), block_id: Uuid }),
  ]),
  parent: Type.Optional(Nullable(StrictObject({ page_id: Uuid, type: OptionalTag('page_id') }))),
})
