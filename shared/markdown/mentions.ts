import { idOfAddress } from './addresses.ts'
import type { ParseOptions } from './block.ts'
import { dateOf } from './dates.ts'
import { unescapeText } from './escape.ts'
import type { Atom, Mention } from './rich-text.ts'
import type { Tag } from './tags.ts'

/**
 * The mention that a `<mention-…>` tag begins, undefined when it is none or names nothing.
 * The text up to the closing tag is the name as somebody saw it; what counts is the address.
 */
export function readMention(
  text: string,
  tag: Tag,
  options: ParseOptions,
  find: (closing: string) => number,
): { atom: Atom; end: number } | undefined {
  const kind = tag.closing ? undefined : kinds.get(tag.name)
  const mention = kind?.(tag, options)
  if (!mention) return undefined
  if (tag.selfClosing) return { atom: { kind: 'mention', mention, label: '' }, end: tag.end }
  const closing = `</${tag.name}>`
  const close = find(closing)
  if (close < 0) return undefined
  const name = unescapeText(text.slice(tag.end, close))
  return { atom: named(mention, name), end: close + closing.length }
}

type Kind = (tag: Tag, options: ParseOptions) => Mention | undefined

// The API knows no mention of a data source or an agent: they are the database's and the user's.
const kinds = new Map<string, Kind>([
  [
    'mention-user',
    (tag, options) => (tag.attributes.get('url') === 'me' ? me : mentionOf('user', tag, options)),
  ],
  ['mention-agent', (tag, options) => mentionOf('user', tag, options)],
  ['mention-page', (tag, options) => mentionOf('page', tag, options)],
  ['mention-database', (tag, options) => mentionOf('database', tag, options)],
  ['mention-data-source', dataSource],
  ['mention-date', (tag) => dateOf(tag.attributes)],
  ['mention-custom-emoji', customEmoji],
])

const me: Mention = { type: 'template', value: 'me' }

function mentionOf(
  type: 'user' | 'page' | 'database',
  tag: Tag,
  { baseUrl }: ParseOptions,
): Mention | undefined {
  const id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl)
  return id === undefined ? undefined : { type, id }
}

function dataSource(tag: Tag, options: ParseOptions): Mention | undefined {
  const mention = mentionOf('database', tag, options)
  return mention?.type === 'database'
    ? { ...mention, id: options.databaseOf?.(mention.id) ?? mention.id }
    : mention
}

function customEmoji(tag: Tag, { baseUrl }: ParseOptions): Mention | undefined {
  const id = idOfAddress(tag.attributes.get('url') ?? '', baseUrl)
  return id === undefined ? undefined : { type: 'custom_emoji', id, name: '' }
}

function named(mention: Mention, name: string): Atom {
  if (mention.type === 'custom_emoji') return { kind: 'mention', mention: { ...mention, name }, label: '' }
  if (mention.type === 'date' || mention.type === 'template' || name === '')
    return { kind: 'mention', mention, label: '' }
  return { kind: 'mention', mention, label: mention.type === 'user' ? `@${name}` : name }
}
