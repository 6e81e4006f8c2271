/** Where things stand in the tree, and putting them elsewhere. */
import type { TreePlace } from '#client/generated.ts'
import { call } from './api.ts'
import type { Placing } from './destination.ts'
import { queryClient } from './query-client.ts'

const send = ({ item, ...where }: Placing, more: { dry_run?: true } = {}) =>
  call<TreePlace>('POST', '/v1/tree/place', { [`${item.type}_id`]: item.id, ...where, ...more })

/** Who would gain and who would lose by it. */
export const tryPlacing = async (placing: Placing): Promise<TreePlace['effects']> =>
  (await send(placing, { dry_run: true })).effects

export async function place(placing: Placing): Promise<void> {
  await send(placing)
  await queryClient.invalidateQueries({ queryKey: ['tree'] })
}

/** Keeps something at hand, at a place among the favourites. */
export async function placeFavorite({ item, after }: Pick<Placing, 'item' | 'after'>): Promise<void> {
  await call('POST', '/v1/favorites', { [`${item.type}_id`]: item.id, ...(after !== undefined && { after }) })
  await queryClient.invalidateQueries({ queryKey: ['tree', 'favorites'] })
}
