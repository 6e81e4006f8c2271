import type { Db } from './dialects/dialect.ts'
import type { CustomEmojiRow } from './tables/content.ts'

export const emojisByIds = (db: Db, workspaceId: string, ids: readonly string[]): Promise<CustomEmojiRow[]> =>
  db.sql
    .selectFrom('custom_emojis')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()

/** The custom emojis of these exact names. */
export const emojisByNames = (
  db: Db,
  workspaceId: string,
  names: readonly string[],
): Promise<CustomEmojiRow[]> =>
  db.sql
    .selectFrom('custom_emojis')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', 'in', names)
    .execute()

/**
 * The custom emojis of a workspace in the order in which they were made, which their ids tell.
 *
 * @param name of the only one wanted; null for all.
 * @param from the first one wanted; null for the oldest.
 */
export const customEmojis = (
  db: Db,
  workspaceId: string,
  name: string | null,
  from: string | null,
  limit: number,
): Promise<CustomEmojiRow[]> =>
  db.sql
    .selectFrom('custom_emojis')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(name !== null, (query) => query.where('name', '=', name!))
    .$if(from !== null, (query) => query.where('id', '>=', from!))
    .orderBy('id')
    .limit(limit)
    .execute()

export const insertEmoji = (db: Db, row: CustomEmojiRow): Promise<void> =>
  db.insertRows('custom_emojis', [row as never])

export async function updateEmoji(db: Db, workspaceId: string, id: string, url: string): Promise<void> {
  await db.sql
    .updateTable('custom_emojis')
    .set({ url })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}
