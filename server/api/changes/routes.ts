import { Type } from 'typebox'
import { changesAfter } from '#server/domain/events/changes.ts'
import type { Change } from '#server/domain/events/describe.ts'
import { ACCESS_LOST, typesOfFeed } from '#server/domain/events/types.ts'
import { pageSize, pagingFields } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { StrictObject, WordList, wordsIn } from '#shared/validation/schemas.ts'

const TYPES = [...typesOfFeed('content'), ACCESS_LOST]

const text = Type.String()

export const ChangeAnswer = Type.Object({
  object: Type.Literal('change'),
  id: text,
  sequence: Type.Number(),
  type: text,
  timestamp: text,
  entity: Type.Object({ type: text, id: text }),
  authors: Type.Array(Type.Object({ id: text, type: text })),
  data: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
})

export const presentChange = ({ timestamp, ...change }: Change) => ({
  object: 'change',
  id: change.id,
  sequence: change.sequence,
  type: change.type,
  timestamp: new Date(timestamp).toISOString(),
  entity: change.entity,
  authors: change.authors,
  data: change.data,
})

export const changeRoutes = [
  route({
    method: 'GET',
    url: '/v1/changes',
    call: 'changes.list',
    answer: Type.Object({
      object: Type.Literal('list'),
      results: Type.Array(ChangeAnswer),
      next_cursor: text,
      has_more: Type.Boolean(),
      type: Type.Literal('change'),
      change: Type.Object({}),
    }),
    summary:
      'What happened to the content that the caller sees, oldest first, and what it can see no more. `next_cursor` is where to go on now or later; `start_cursor=now` starts at the end.',
    needs: 'read_content',
    reads: true,
    isExtension: true,
    query: StrictObject({ ...pagingFields, types: Type.Optional(WordList(TYPES)) }),
    allow: () => null,
    handle: (context, { query }) =>
      changesAfter(context, {
        cursor: query.start_cursor ?? null,
        feed: 'content',
        types: query.types === undefined ? undefined : wordsIn(query.types),
        size: pageSize(query.page_size),
      }),
    present: ({ changes, nextCursor, hasMore }) => ({
      object: 'list',
      results: changes.map(presentChange),
      // Never null: it is where to go on, later too.
      next_cursor: nextCursor,
      has_more: hasMore,
      type: 'change',
      change: {},
    }),
  }),
]
