import { customEmojis, emojisByNames } from '#server/store/custom-emojis.ts'
import type { Context } from '../context.ts'
import { type CustomEmoji, toCustomEmoji } from './custom-emoji.ts'

/**
 * The custom emojis of the workspace, oldest first.
 *
 * @param name of the only one wanted, exactly; null for all.
 * @param from the first one wanted; null for the oldest.
 */
export async function listCustomEmojis(
  { db, workspace }: Context,
  name: string | null,
  from: string | null,
  count: number,
): Promise<CustomEmoji[]> {
  return (await customEmojis(db, workspace.id, name, from, count)).map(toCustomEmoji)
}

/** What `:name:` stands for in some markdown: ids by name. */
export async function emojisNamedIn(
  { db, workspace }: Context,
  markdown: string,
): Promise<ReadonlyMap<string, string>> {
  const names = new Set([...markdown.matchAll(/:([^\s:]{1,100})(?=:)/g)].map(([, name]) => name!))
  if (names.size === 0) return new Map()
  const rows = await emojisByNames(db, workspace.id, [...names])
  return new Map(rows.map(({ name, id }) => [name, id]))
}
