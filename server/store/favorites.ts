import type { Db } from './dialects/dialect.ts'
import type { FavoriteRow } from './tables/people.ts'

/** Where each of somebody's favourites stands in their list, seen or not, in order. */
export const favoritePlaces = (
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<Pick<FavoriteRow, 'node_id' | 'position'>[]> =>
  db.sql
    .selectFrom('favorites')
    .select(['node_id', 'position'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .orderBy('position')
    .orderBy('node_id')
    .execute()

/** Puts one in, or elsewhere. */
export async function putFavorite(db: Db, row: FavoriteRow): Promise<void> {
  await db.sql
    .insertInto('favorites')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id', 'node_id']).doUpdateSet({ position: row.position }),
    )
    .execute()
}

export async function deleteFavorite(
  db: Db,
  workspaceId: string,
  userId: string,
  nodeId: string,
): Promise<void> {
  await db.sql
    .deleteFrom('favorites')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('node_id', '=', nodeId)
    .execute()
}
