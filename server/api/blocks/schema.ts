import { Type } from 'typebox'
import { listOf } from '#server/http/paging.ts'
import { BlockChangeRequest, BlocksRequest } from '#shared/blocks/request.ts'
import { MeetingNotesFilter, MeetingNotesSort } from '#shared/meeting-notes/schema.ts'
import { PageParent } from '#shared/objects/parent-request.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'

export const BlockParams = StrictObject({ block_id: Uuid })

export const ChildrenQuery = StrictObject({
  start_cursor: Type.Optional(Uuid),
  page_size: Type.Optional(Type.Number({ maximum: 100 })),
})

/** Blocks of a tree that are listed at once. */
export const MOST_OF_TREE = 1000

export const TreeQuery = StrictObject({
  start_cursor: Type.Optional(Uuid),
  page_size: Type.Optional(Type.Number({ maximum: MOST_OF_TREE })),
})

/** A block of an answer (API reference, "Block object"): what more it holds depends on its type. */
export const BlockAnswer = Type.Object(
  { object: Type.Literal('block'), id: Type.String() },
  { additionalProperties: true },
)

export const TreeAnswer = Type.Object({
  ...listOf('block', BlockAnswer).properties,
  revision: Type.String(),
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

/** The languages of a recording that Notion knows. */
const Language = OneOf([
  'auto',
  'en',
  'zh-CN',
  'zh-TW',
  'es',
  'fr',
  'de',
  'ja',
  'ko',
  'pt',
  'ru',
  'th',
  'vi',
  'id',
  'da',
  'fi',
  'no',
  'nl',
  'it',
  'sv',
  'ar',
  'he',
  'pl',
])

/** API reference, "Create a meeting note". */
export const MeetingNotesBody = StrictObject({
  title: Type.Optional(Type.String({ maxLength: 2000 })),
  language: Type.Optional(Language),
  options: Type.Optional(StrictObject({ kickoff_summary: Type.Optional(Type.Boolean()) })),
  source: Type.Union([
    StrictObject({ type: Type.Literal('block'), block_id: Uuid }),
    StrictObject({ type: Type.Literal('file_upload'), file_upload_id: Uuid }),
  ]),
  parent: Type.Optional(Nullable(PageParent)),
})

export const QueryMeetingNotesBody = StrictObject({
  filter: Type.Optional(MeetingNotesFilter),
  sort: Type.Optional(MeetingNotesSort),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
