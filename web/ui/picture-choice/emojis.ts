/** Every emoji, by its group, with the words it is found by. */
import data from '@emoji-mart/data/sets/15/native.json' with { type: 'json' }

export interface Emoji {
  native: string
  name: string
  words: string
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

export const groups: readonly { name: string; emojis: readonly Emoji[] }[] = data.categories.map(
  ({ id, emojis }) => ({ name: names[id] ?? id, emojis: emojis.map((emoji) => toEmoji(known[emoji]!)) }),
)

function toEmoji({ id, name, keywords, skins }: Known): Emoji {
  return { native: skins[0]!.native, name, words: [name, id, ...keywords].join(' ').toLowerCase() }
}

/** Those that have every word that is looked for, first those whose own name begins with it. */
export function findEmojis(query: string): readonly Emoji[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = groups
    .flatMap(({ emojis }) => emojis)
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
  const begins = ({ name }: Emoji) => (name.toLowerCase().startsWith(wanted[0] ?? '') ? 0 : 1)
  return found.sort((one, other) => begins(one) - begins(other)).slice(0, MOST)
}

const MOST = 72
