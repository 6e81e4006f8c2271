import { emojisByNames, insertEmoji, updateEmoji } from '#server/store/custom-emojis.ts'
import type { Context } from '../context.ts'
import type { CustomEmoji } from './custom-emoji.ts'

/**
 * Gives the workspace a custom emoji, or the one of that name another image. Content that shows it already
 * keeps the image that it was written with.
 */
export async function putCustomEmoji(
  { db, workspace, now, newId }: Context,
  { name, url }: Omit<CustomEmoji, 'id'>,
): Promise<CustomEmoji> {
  const [known] = await emojisByNames(db, workspace.id, [name])
  if (known !== undefined) {
    if (known.url !== url) await updateEmoji(db, workspace.id, known.id, url)
    return { id: known.id, name, url }
  }
  const id = newId()
  await insertEmoji(db, { workspace_id: workspace.id, id, name, url, created_time: now })
  return { id, name, url }
}
