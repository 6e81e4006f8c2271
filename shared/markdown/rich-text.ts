import { type Fields, fieldsOf, stringOf } from './block.ts'
import { colorName, colorOf } from './colors.ts'

/** How a piece of text looks. `color` is the short name (`red_bg`), '' the default; `link` is '' without a link. */
export interface Marks {
  bold: boolean
  italic: boolean
  strikethrough: boolean
  underline: boolean
  code: boolean
  color: string
  link: string
}

export type Mention =
  | { type: 'user' | 'page' | 'database'; id: string }
  | { type: 'date'; start: string; end: string | null; time_zone: string | null }
  | { type: 'template'; value: 'today' | 'now' | 'me' }
  | { type: 'custom_emoji'; id: string; name: string }

export type Atom =
  | { kind: 'text'; text: string }
  | { kind: 'equation'; expression: string }
  | { kind: 'mention'; mention: Mention; label: string }

export interface Run {
  atom: Atom
  marks: Marks
}

export const plainMarks: Marks = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: '',
  link: '',
}

/** Rich text of an answer or a request as runs: empty texts are gone, neighbours that look alike are one. */
export function runsOf(richText: unknown): Run[] {
  if (!Array.isArray(richText)) return []
  return joinRuns(richText.flatMap((item) => runOf(fieldsOf(item)) ?? []))
}

/** Runs as the API takes them, cut where a text is longer than one item may be. */
export function richTextOf(runs: readonly Run[]): Fields[] {
  return joinRuns(runs).flatMap(({ atom, marks }) => itemsOf(atom, marks))
}

/** Joins neighbouring texts that look alike and drops empty ones. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.atom.kind !== 'text') joined.push(run)
    else if (run.atom.text === '') continue
    else if (last?.atom.kind === 'text' && sameMarks(last.marks, run.marks)) {
      joined[joined.length - 1] = {
        atom: { kind: 'text', text: last.atom.text + run.atom.text },
        marks: last.marks,
      }
    } else joined.push(run)
  }
  return joined
}

/** All that a reader sees of rich text, without its looks. */
export function plainTextOf(richText: unknown): string {
  return runsOf(richText)
    .map(({ atom }) => {
      if (atom.kind === 'text') return atom.text
      return atom.kind === 'equation' ? atom.expression : atom.label
    })
    .join('')
}

const MAX_CONTENT = 2000

function sameMarks(a: Marks, b: Marks): boolean {
  return (Object.keys(plainMarks) as (keyof Marks)[]).every((mark) => a[mark] === b[mark])
}

function runOf(item: Fields): Run | undefined {
  const annotations = fieldsOf(item.annotations)
  const marks: Marks = {
    bold: annotations.bold === true,
    italic: annotations.italic === true,
    strikethrough: annotations.strikethrough === true,
    underline: annotations.underline === true,
    code: annotations.code === true,
    color: colorName(annotations.color),
    link: '',
  }
  if (Object.hasOwn(item, 'equation')) {
    return { atom: { kind: 'equation', expression: stringOf(fieldsOf(item.equation).expression) }, marks }
  }
  if (Object.hasOwn(item, 'mention')) return mentionRun(item, marks)
  const text = fieldsOf(item.text)
  return {
    atom: { kind: 'text', text: stringOf(text.content) },
    marks: { ...marks, link: stringOf(fieldsOf(text.link).url) },
  }
}

function mentionRun(item: Fields, marks: Marks): Run {
  const plain = stringOf(item.plain_text)
  const mention = mentionOf(fieldsOf(item.mention))
  if (mention) return { atom: { kind: 'mention', mention, label: plain }, marks }
  // Previews and link mentions can be read but not written: they read as links.
  const url = stringOf(item.href) || addressIn(fieldsOf(item.mention))
  return { atom: { kind: 'text', text: plain || url }, marks: { ...marks, link: url } }
}

function addressIn(mention: Fields): string {
  return stringOf(fieldsOf(mention.link_preview).url) || stringOf(fieldsOf(mention.link_mention).href)
}

function mentionOf(mention: Fields): Mention | undefined {
  for (const type of ['user', 'page', 'database'] as const) {
    const id = stringOf(fieldsOf(mention[type]).id)
    if (id !== '') return { type, id }
  }
  const date = fieldsOf(mention.date)
  if (typeof date.start === 'string') {
    return {
      type: 'date',
      start: date.start,
      end: stringOf(date.end) || null,
      time_zone: stringOf(date.time_zone) || null,
    }
  }
  const template = fieldsOf(mention.template_mention)
  const day = template.template_mention_date
  if (day === 'today' || day === 'now') return { type: 'template', value: day }
  if (template.template_mention_user === 'me') return { type: 'template', value: 'me' }
  const emoji = fieldsOf(mention.custom_emoji)
  const id = stringOf(emoji.id)
  return id === '' ? undefined : { type: 'custom_emoji', id, name: stringOf(emoji.name) }
}

function itemsOf(atom: Atom, marks: Marks): Fields[] {
  const looks = annotationsOf(marks)
  if (atom.kind === 'equation')
    return [{ type: 'equation', equation: { expression: atom.expression }, ...looks }]
  if (atom.kind === 'mention') {
    const plain = atom.label === '' ? {} : { plain_text: atom.label }
    return [{ type: 'mention', mention: mentionRequest(atom.mention), ...looks, ...plain }]
  }
  const link = marks.link === '' ? {} : { link: { url: marks.link } }
  return slices(atom.text).map((content) => ({ type: 'text', text: { content, ...link }, ...looks }))
}

function mentionRequest(mention: Mention): Fields {
  switch (mention.type) {
    case 'date': {
      const { start, end, time_zone } = mention
      return { type: 'date', date: { start, end, time_zone } }
    }
    case 'template': {
      const kind = mention.value === 'me' ? 'template_mention_user' : 'template_mention_date'
      return { type: 'template_mention', template_mention: { type: kind, [kind]: mention.value } }
    }
    case 'custom_emoji':
      return { type: 'custom_emoji', custom_emoji: { id: mention.id, name: mention.name } }
    default:
      return { type: mention.type, [mention.type]: { id: mention.id } }
  }
}

function annotationsOf({ link: _, color, ...flags }: Marks): Fields {
  if (color === '' && !Object.values(flags).includes(true)) return {}
  return { annotations: { ...flags, color: colorOf(color) ?? 'default' } }
}

/** Never between the two halves of a surrogate pair. */
function slices(text: string): string[] {
  const parts: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + MAX_CONTENT, text.length)
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--
    parts.push(text.slice(from, to))
    from = to
  }
  return parts
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}
