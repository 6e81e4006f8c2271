import type { Names } from '../home.ts'
import { texts } from '../reference/texts.ts'
import { type Column, column } from './column.ts'

/** A piece of rich text. A date stands as it is shown. */
export type Part = string | { user: string } | { page: string } | { date: string } | { equation: string }

/** The most that one run of text may hold, in UTF-16 units. */
const LONGEST_RUN = 2000

function runs(part: Part): object[] {
  if (typeof part === 'object') {
    if ('equation' in part) return [{ equation: { expression: part.equation } }]
    if ('user' in part) return [{ mention: { user: { id: part.user } } }]
    if ('page' in part) return [{ mention: { page: { id: part.page } } }]
    const [start, end] = part.date.split(' → ')
    return [{ mention: { date: { start, ...(end && { end }) } } }]
  }
  const pieces = []
  for (let at = 0; at < part.length; at += LONGEST_RUN) pieces.push(part.slice(at, at + LONGEST_RUN))
  return pieces.map((content) => ({ text: { content } }))
}

function shown(part: Part, names: Names): string {
  if (typeof part === 'string') return part
  if ('equation' in part) return part.equation
  if ('user' in part) return `@${names.get(part.user) ?? 'Anonymous'}`
  return 'page' in part ? names.get(part.page) || 'Untitled' : part.date
}

/** Equal for more than an index is likely to hold. */
const LONG = `${'All work and no play makes Jack a dull boy. '.repeat(44)}`.slice(0, 1900)

const scripts = [
  ...['Straße', 'STRASSE', 'STRAẞE', 'éclair', 'e\u0301CLAIR', 'e', 'x\u0301', 'ﬁn', 'FIN'],
  ...['İstanbul', 'i\u0307stanbul', 'istanbul', 'ΣΊΣΥΦΟΣ', 'σίσυφος', 'ΣΟΣΑ', 'Жук', 'жУК', '東京タワー'],
  ...[
    '👩‍👩‍👧 family',
    '👍',
    '👍🏽',
    '𐐀 deseret',
    '𐐨 DESERET',
    '\uffee',
    '\u{10ffff}',
    'נ\u05b8קוד',
    '\u202eRTL',
  ],
]
const odd = [
  ...[' ', 'a', 'A', 'Apple', 'APPLE pie', 'pineapple', '100%', '100x', 'a_b', 'axb', '_', '\\', 'C:\\%dir'],
  ...['"quoted"', "it's", '\n', 'a\nb', 'tab\there', '\ufffd', '__proto__', '[0]'],
]
const long = [`${LONG}a`, `${LONG}B`, `${LONG}ab`, LONG]
/** More than one run holds. */
const longer = [`${LONG}${LONG} one`, `${LONG}${LONG} Two`, LONG.toUpperCase() + LONG.toUpperCase()]

export const textOperands: readonly string[] = [
  ...['', ...odd, ...scripts, ...long, ...longer],
  ...['app', 'PPLE', 'ΦΟΣ', 'ΌΣ', 'ΣΟΣ', 'ss', 'ß', '京', 'É', '\u0301', '%', '%%', 'a%', '_b', '\\%', '"'],
  ...['👩', '\u200d', '🏽', 'boy. ', LONG.slice(0, 1000), 'x'.repeat(3000)],
]

const plain: readonly string[] = ['', ...odd, ...scripts, ...long]

/** A title or rich text, with `mentions` among its values. */
export const richTextColumn = (
  name: string,
  type: 'title' | 'rich_text',
  names: Names,
  mentions: readonly Part[][] = [],
): Column =>
  column<readonly Part[], string>(name, type, {
    keys: type === 'title' ? ['rich_text'] : [],
    write: (parts) => parts.flatMap(runs),
    values: [
      undefined,
      [],
      ...[...plain, ...longer].map((text) => [text]),
      // The same texts as one and as several runs.
      ['AP', 'ple'],
      ['e', '\u0301clair'],
      [LONG, 'a'],
      [LONG.slice(0, 700), LONG.slice(700), LONG, ' one'],
      ['', 'a', ''],
      ...mentions,
    ],
    valueOf: (parts) => (parts ?? []).map((part) => shown(part, names)).join(''),
    family: texts(textOperands),
  })

/** Rich text that names people and pages; what it says of them changes with them. */
export const mentionsOf = (users: readonly string[], pages: readonly string[]): Part[][] => [
  ...users.map((user) => [{ user }]),
  ...pages.map((page) => ['see ', { page }]),
  ['by ', { user: users[0]! }, ' and ', { user: users[1]! }],
  [{ date: '2026-03-31' }],
  ['due ', { date: '2026-03-31 → 2026-04-02' }],
  [{ date: '2026-03-31T10:00:00.000+00:00' }],
  [{ equation: 'E = mc^2' }],
]

/** A type whose value is one string of at most so many characters. */
export const oneTextColumn = (
  name: string,
  type: 'url' | 'email' | 'phone_number',
  longest: number,
): Column =>
  column<string | null, string>(name, type, {
    keys: ['rich_text'],
    write: (text) => text,
    values: [undefined, null, ...plain.filter((text) => text.length <= longest)],
    valueOf: (text) => text ?? '',
    family: texts(textOperands),
  })
