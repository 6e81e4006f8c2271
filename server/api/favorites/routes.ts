/** What the caller keeps at hand: an addition of Octavo. */
import { type Static, Type } from 'typebox'
import { placeFor } from '#server/domain/access/places.ts'
import { dropFavorite, keepFavorite, listFavorites } from '#server/domain/favorites/favorites.ts'
import { listOf, PagingQuery, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { presentTreeItem, TreeItemAnswer, treePage } from '../tree/present.ts'

const KeepBody = StrictObject({
  page_id: Type.Optional(Uuid),
  database_id: Type.Optional(Uuid),
  after: Type.Optional(Nullable(Uuid)),
})

export const favoriteRoutes = [
  route({
    method: 'GET',
    url: '/v1/favorites',
    call: 'favorites.list',
    answer: listOf('tree_item', TreeItemAnswer),
    summary: 'The pages and databases that the caller keeps at hand, in their order.',
    needs: 'read_content',
    isExtension: true,
    reads: true,
    query: PagingQuery,
    allow: () => null,
    handle: (context, { query }) => treePage(query, (from, limit) => listFavorites(context, from, limit)),
    present: ({ results, nextCursor }, resolved) =>
      presentList(
        'tree_item',
        results.map((item) => presentTreeItem(item, resolved)),
        nextCursor,
      ),
  }),
  route({
    method: 'POST',
    url: '/v1/favorites',
    call: 'favorites.add',
    answer: TreeItemAnswer,
    summary:
      'Keeps a page or database at hand, after all others or after the one that is named (null: before all); one that is kept already goes there.',
    needs: 'read_content',
    isExtension: true,
    body: KeepBody,
    allow: (context, { body }) => placeNamed(context, body),
    handle: (context, { body }, node) => keepFavorite(context, node, body.after),
    present: presentTreeItem,
  }),
  route({
    method: 'DELETE',
    url: '/v1/favorites/:favorite_id',
    call: 'favorites.remove',
    answer: Type.Object({
      object: Type.Literal('favorite'),
      id: Type.String(),
      deleted: Type.Literal(true),
    }),
    summary: 'Keeps a page or database at hand no longer; its id names it. One that is not kept is no error.',
    needs: 'read_content',
    isExtension: true,
    params: StrictObject({ favorite_id: Uuid }),
    allow: () => null,
    handle: async (context, { params }) => {
      await dropFavorite(context, params.favorite_id)
      return toUuid(params.favorite_id)
    },
    present: (id) => ({ object: 'favorite', id, deleted: true }),
  }),
]

function placeNamed(
  context: Parameters<typeof placeFor>[0],
  { page_id, database_id }: Static<typeof KeepBody>,
) {
  if (page_id !== undefined && database_id === undefined) return placeFor(context, 'page', page_id, 'read')
  if (database_id !== undefined && page_id === undefined)
    return placeFor(context, 'database', database_id, 'read')
  throw invalid('Either body.page_id or body.database_id should be provided.')
}
