/** Search through the documentation: every word must be there, and headings count more than text. */

export interface Entry {
  address: string
  /** Where it stands, such as the page of a heading. */
  within: string
  title: string
  text: string
}

export interface Found {
  entry: Entry
  /** What stands around the first word that was found in the text. */
  excerpt: string
}

const MOST = 20
const AROUND = 60

export function find(entries: readonly Entry[], query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return entries
    .map((entry) => ({ entry, points: pointsOf(entry, words) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST)
    .map(({ entry }) => ({ entry, excerpt: excerptOf(entry.text, words) }))
}

/** 0 when a word is nowhere. */
function pointsOf({ title, within, text }: Entry, words: readonly string[]): number {
  const [inTitle, inWithin, inText] = [title.toLowerCase(), within.toLowerCase(), text.toLowerCase()]
  let points = 0
  for (const word of words) {
    if (inTitle.startsWith(word)) points += 12
    else if (inTitle.includes(word)) points += 8
    else if (inWithin.includes(word)) points += 3
    else if (inText.includes(word)) points += 1
    else return 0
  }
  return inTitle === words.join(' ') ? points + 20 : points
}

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase()
  const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0)
  const at = places.length === 0 ? 0 : Math.min(...places)
  const from = at <= AROUND ? 0 : text.indexOf(' ', at - AROUND) + 1
  const part = text.slice(from, from + 3 * AROUND)
  return `${from > 0 ? '… ' : ''}${part}${from + part.length < text.length ? ' …' : ''}`
}
