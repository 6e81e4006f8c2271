/** What somebody keeps at hand. It is theirs alone: no event tells of it. */
import { generateKeyBetween } from 'fractional-indexing'
import { deleteFavorite, favoritePlaces, putFavorite } from '#server/store/favorites.ts'
import { favoritesOf, type TreePlace, treeAmong } from '#server/store/tree.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { onlooker, type TreeItem, toItems } from '../tree/tree.ts'

/** Enough for anybody, and few enough to be ordered in one go. */
export const MOST_FAVORITES = 500

export const listFavorites = async (
  context: Context,
  from: TreePlace | null,
  limit: number,
): Promise<TreeItem[]> => {
  const { db, workspace, actor } = context
  return toItems(await favoritesOf(db, workspace.id, actor.userId, onlooker(context), from, limit))
}

/** Keeps a page or database at hand, or puts it elsewhere: after another one, before all (null), or after all. */
export async function keepFavorite(
  context: Context,
  node: Granted<Place, 'read'>,
  after: string | null | undefined,
): Promise<TreeItem> {
  const { db, workspace, actor, now } = context
  const places = await favoritePlaces(db, workspace.id, actor.userId)
  const others = places.filter(({ node_id }) => node_id !== node.id)
  if (others.length >= MOST_FAVORITES) {
    throw invalid(`There are ${MOST_FAVORITES} favorites already. Take some of them away first.`)
  }
  const before = after === undefined ? others.length - 1 : after === null ? -1 : indexOf(others, after)
  const position = generateKeyBetween(others[before]?.position ?? null, others[before + 1]?.position ?? null)
  await putFavorite(db, {
    workspace_id: workspace.id,
    user_id: actor.userId,
    node_id: node.id,
    position,
    created_time: now,
  })
  const [item] = toItems(await treeAmong(db, workspace.id, [node.id], onlooker(context)))
  return item!
}

export const dropFavorite = ({ db, workspace, actor }: Context, nodeId: string): Promise<void> =>
  deleteFavorite(db, workspace.id, actor.userId, toUuid(nodeId))

function indexOf(others: readonly { node_id: string }[], after: string): number {
  const index = others.findIndex(({ node_id }) => node_id === toUuid(after))
  if (index === -1)
    throw invalid(`body.after should be the id of another favorite, instead was \`"${after}"\`.`)
  return index
}
