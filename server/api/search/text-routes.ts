/** Search over texts: an addition of Octavo, beside Notion's search of titles. */
import { Type } from 'typebox'
import { pageFor } from '#server/domain/access/nodes.ts'
import { findText, type Matches, type MatchPlace, type TextMatch } from '#server/domain/search/find-text.ts'
import { invalidCursor, packCursor, unpackCursor } from '#server/http/cursors.ts'
import { listOf, pageSize, pagingFields, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import type { Resolved } from '#shared/references.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { presentTreeItem, TreeItemAnswer } from '../tree/present.ts'

const excerpt = {
  text: Type.String(),
  highlights: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() }), {
    description: 'What matches, in UTF-16 code units (as JavaScript counts) from the beginning of `text`.',
  }),
}

const TextMatchAnswer = named(
  'TextMatch',
  Type.Object({
    object: Type.Literal('text_match'),
    page: TreeItemAnswer,
    title: Type.Object(excerpt),
    match: Nullable(
      Type.Object(
        {
          type: OneOf(['block', 'property', 'comment', 'description']),
          id: Nullable(Type.String({ description: 'Of the block, the property or the comment.' })),
          ...excerpt,
        },
        {
          description:
            'What of its text has most of the query, cut around it; null where only the title has any.',
        },
      ),
    ),
  }),
)

const SearchTextBody = StrictObject({
  query: Type.String({ maxLength: 500, description: 'Words; each is found where a word begins with it.' }),
  filter: Type.Optional(
    StrictObject({
      titles_only: Type.Optional(Type.Boolean()),
      page_id: Type.Optional(Uuid),
      user_id: Type.Optional(Uuid),
    }),
  ),
  ...pagingFields,
})

export const searchTextRoute = route({
  method: 'POST',
  url: '/v1/search/text',
  call: 'search.text',
  summary:
    'Pages and databases that have every word of the query in title, text, properties or comments, as far as the caller sees them: those called so first, then those whose title has the words; the last changed first.',
  answer: Type.Object({
    ...listOf('text_match', TextMatchAnswer).properties,
    is_current: Type.Boolean({
      description: 'False while something that was written is still being indexed.',
    }),
  }),
  needs: 'read_content',
  isExtension: true,
  reads: true,
  body: SearchTextBody,
  allow: (context, { body }) =>
    body.filter?.page_id === undefined ? null : pageFor(context, body.filter.page_id, 'read'),
  handle: (context, { body }, within) => {
    const { titles_only: titlesOnly = false, user_id } = body.filter ?? {}
    const search = {
      query: body.query,
      titlesOnly,
      within,
      by: user_id === undefined ? null : toUuid(user_id),
    }
    return findText(
      context,
      search,
      body.start_cursor ? readPlace(body.start_cursor) : null,
      pageSize(body.page_size),
    )
  },
  present: ({ matches, next, isCurrent }: Matches, resolved) => ({
    ...presentList(
      'text_match',
      matches.map((match) => presentMatch(match, resolved)),
      next && packCursor([next.rank, next.doc, next.pageId]),
    ),
    is_current: isCurrent,
  }),
})

const presentMatch = ({ page, title, piece, excerpt }: TextMatch, resolved: Resolved) => ({
  object: 'text_match',
  page: presentTreeItem(page, resolved),
  title,
  match: piece && {
    type: piece.kind,
    id: piece.kind === 'property' ? encodePropertyId(piece.id) : piece.id || null,
    ...excerpt,
  },
})

function readPlace(cursor: string): MatchPlace {
  const [rank, doc, pageId] = unpackCursor<[number, number, string]>(cursor, ['number', 'number', 'string'])
  if (!isUuid(pageId) || rank < 0) throw invalidCursor(cursor)
  return { rank, doc, pageId }
}
