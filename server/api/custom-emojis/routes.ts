import { Type } from 'typebox'
import { listCustomEmojis } from '#server/domain/custom-emojis/list.ts'
import { pageSize, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'

export const customEmojiRoutes = [
  route({
    method: 'GET',
    url: '/v1/custom_emojis',
    summary: 'The custom emojis of the workspace, or the one of a name.',
    needs: 'read_content',
    reads: true,
    query: StrictObject({
      name: Type.Optional(Type.String()),
      start_cursor: Type.Optional(Nullable(Uuid)),
      page_size: Type.Optional(Type.Number({ maximum: 100 })),
    }),
    // They belong to the workspace, whoever asks.
    allow: () => null,
    handle: async (context, { query }) => {
      const size = pageSize(query.page_size)
      const from = query.start_cursor ? toUuid(query.start_cursor) : null
      return slice(await listCustomEmojis(context, query.name ?? null, from, size + 1), size, ({ id }) => id)
    },
    // Unlike other lists: no member of the type's name, and this order of keys.
    present: ({ results, nextCursor }) => ({
      object: 'list',
      type: 'custom_emoji',
      results,
      has_more: nextCursor !== null,
      next_cursor: nextCursor,
    }),
  }),
]
