import type { Color } from '../colors.ts'
import type { StoredDate } from '../dates.ts'

export interface Annotations {
  readonly bold: boolean
  readonly italic: boolean
  readonly strikethrough: boolean
  readonly underline: boolean
  readonly code: boolean
  readonly color: Color
}

/** Of text that nobody gave any looks. */
export const plainAnnotations: Annotations = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}

/** What everybody sees alike is stored as it is answered. */
interface Shown {
  readonly annotations: Annotations
  readonly plain_text: string
  readonly href: string | null
}

export interface StoredText extends Shown {
  readonly type: 'text'
  readonly text: { readonly content: string; readonly link: { readonly url: string } | null }
}

export interface StoredEquation extends Shown {
  readonly type: 'equation'
  readonly equation: { readonly expression: string }
}

export type TemplateMention =
  | { readonly type: 'template_mention_date'; readonly template_mention_date: 'today' | 'now' }
  | { readonly type: 'template_mention_user'; readonly template_mention_user: 'me' }

export type StoredFixedMention =
  | { readonly type: 'date'; readonly date: StoredDate }
  | { readonly type: 'template_mention'; readonly template_mention: TemplateMention }
  | {
      readonly type: 'custom_emoji'
      readonly custom_emoji: { readonly id: string; readonly name: string; readonly url: string }
    }
  | { readonly type: 'link_preview'; readonly link_preview: { readonly url: string } }
  | { readonly type: 'link_mention'; readonly link_mention: { readonly href: string } }

/** A mention of what has a name of its own: `plain_text` and `href` are made when it is shown. */
export type StoredNamedMention =
  | { readonly type: 'user'; readonly user: { readonly id: string } }
  | { readonly type: 'page'; readonly page: { readonly id: string } }
  | { readonly type: 'database'; readonly database: { readonly id: string } }

export type StoredMention =
  | ({ readonly type: 'mention'; readonly mention: StoredFixedMention } & Shown)
  | { readonly type: 'mention'; readonly mention: StoredNamedMention; readonly annotations: Annotations }

/** One run of rich text as it is stored (API reference, "Rich text"). */
export type StoredRichText = StoredText | StoredEquation | StoredMention

/** The mention of a run whose looks depend on who reads it. */
export function namedMention(run: StoredRichText): StoredNamedMention | null {
  if (run.type !== 'mention') return null
  const { mention } = run
  return mention.type === 'user' || mention.type === 'page' || mention.type === 'database' ? mention : null
}
