/** A comment as people write it, and as the API has it. */
import type { Comment } from '#client/generated.ts'
import type { RichText } from './rich-text.ts'

/** A comment with its text as it is answered. */
export type Said = Omit<Comment, 'rich_text'> & { rich_text: SaidText[] }

export type SaidText = RichText & {
  type: string
  text?: { content: string; link: { url: string } | null }
  mention?: { type: string; user?: { id: string } }
}

/** Rich text as it is sent. */
export type Sent =
  | { text: { content: string; link?: { url: string } } }
  | { mention: { user: { id: string } } }

/** What somebody writes in a field: the names of whom they mention stand in it as text. */
export interface Draft {
  text: string
  /** By name. */
  mentioned: ReadonlyMap<string, string>
}

export const emptyDraft: Draft = { text: '', mentioned: new Map() }

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g

/** A draft as rich text: mentions, and addresses as links. */
export function toRichText({ text, mentioned }: Draft): Sent[] {
  const names = [...mentioned.keys()].toSorted((a, b) => b.length - a.length)
  const found = names.length === 0 ? [text] : text.split(new RegExp(`(@(?:${names.map(escaped).join('|')}))`))
  return found.flatMap((part): Sent[] => {
    const id = mentioned.get(part.slice(1))
    if (part.startsWith('@') && id) return [{ mention: { user: { id } } }]
    return linked(part)
  })
}

function linked(text: string): Sent[] {
  const parts: Sent[] = []
  let end = 0
  for (const { 0: url, index } of text.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: { content: text.slice(end, index) } })
    parts.push({ text: { content: url, link: { url } } })
    end = index + url.length
  }
  if (end < text.length) parts.push({ text: { content: text.slice(end) } })
  return parts
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What was said as a draft to change; null when it holds what a field does not. */
export function toDraft(runs: readonly SaidText[]): Draft | null {
  const mentioned = new Map<string, string>()
  let text = ''
  for (const { type, plain_text, annotations, text: own, mention } of runs) {
    const { color, ...looks } = annotations
    if (color !== 'default' || Object.values(looks).some(Boolean)) return null
    if (mention?.type === 'user' && mention.user) mentioned.set(plain_text.replace(/^@/, ''), mention.user.id)
    else if (type !== 'text' || (own?.link && own.link.url !== plain_text)) return null
    text += plain_text
  }
  return { text, mentioned }
}
