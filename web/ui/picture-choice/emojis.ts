/** Every emoji, by its group, with the words it is found by; those of the workspace as well. */

import data from '@emoji-mart/data/sets/15/native.json' with { type: 'json' }
import type { CustomEmoji } from '../../data/custom-emojis.ts'

export interface Emoji {
  /** Told apart from the others. */
  key: string
  name: string
  words: string
  /** A character, or the address of an image. */
  shown: { native: string } | { url: string }
  /** What a request has for it (API reference, "Emoji and icon"). */
  icon: object
}

export interface EmojiGroup {
  name: string
  emojis: readonly Emoji[]
}

interface Known {
  id: string
  name: string
  keywords: string[]
  skins: { native: string }[]
}

const known = data.emojis as unknown as Record<string, Known>

const names: Record<string, string> = {
  people: 'People',
  nature: 'Nature',
  foods: 'Food',
  activity: 'Activity',
  places: 'Places',
  objects: 'Objects',
  symbols: 'Symbols',
  flags: 'Flags',
}

const groups: readonly EmojiGroup[] = data.categories.map(({ id, emojis }) => ({
  name: names[id] ?? id,
  emojis: emojis.map((emoji) => toEmoji(known[emoji]!)),
}))

function toEmoji({ id, name, keywords, skins }: Known): Emoji {
  const { native } = skins[0]!
  const words = [name, id, ...keywords].join(' ').toLowerCase()
  return { key: native, name, words, shown: { native }, icon: { emoji: native } }
}

function toCustom({ id, name, url }: CustomEmoji): Emoji {
  const icon = { type: 'custom_emoji', custom_emoji: { id, name, url } }
  return { key: id, name, words: name.toLowerCase(), shown: { url }, icon }
}

/** All there are, those of the workspace first. */
export const emojiGroups = (custom: readonly CustomEmoji[]): readonly EmojiGroup[] => [
  { name: 'Custom', emojis: custom.map(toCustom) },
  ...groups,
]

/** Those that have every word that is looked for, first those whose own name begins with it. */
export function findEmojis(all: readonly EmojiGroup[], query: string): readonly Emoji[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all
    .flatMap(({ emojis }) => emojis)
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
  const begins = ({ name }: Emoji) => (name.toLowerCase().startsWith(wanted[0] ?? '') ? 0 : 1)
  return found.sort((one, other) => begins(one) - begins(other)).slice(0, MOST)
}

const MOST = 72
