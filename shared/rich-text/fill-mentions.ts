import { dateText, momentIn } from '../dates.ts'
import type { Annotations, StoredMention, StoredRichText, TemplateMention } from './stored.ts'

/** Who uses a template, when, and on whose clock. */
export interface TemplateUse {
  userId: string
  /** Milliseconds. */
  now: number
  /** An IANA name. */
  timeZone: string
}

/** Stored JSON, such as the payload of a block, with the `@Today`, `@Now` and `@Me` of a template made real. */
export function fillMentions<T>(stored: T, use: TemplateUse): T {
  if (typeof stored !== 'object' || stored === null) return stored
  if (Array.isArray(stored)) return stored.map((item) => fillMentions(item, use)) as T
  if (isTemplateMention(stored)) return filled(stored, use) as T
  const entries = Object.entries(stored).map(([key, member]) => [key, fillMentions(member, use)])
  return Object.fromEntries(entries) as T
}

interface TemplateRun {
  readonly annotations: Annotations
  readonly mention: { readonly type: 'template_mention'; readonly template_mention: TemplateMention }
}

function isTemplateMention(stored: object): stored is TemplateRun {
  const run = stored as Partial<StoredRichText>
  return run.type === 'mention' && run.mention?.type === 'template_mention'
}

function filled(
  { annotations, mention }: TemplateRun,
  { userId, now, timeZone }: TemplateUse,
): StoredMention {
  const { template_mention } = mention
  if (template_mention.type === 'template_mention_user') {
    return { type: 'mention', mention: { type: 'user', user: { id: userId } }, annotations }
  }
  const { day, time } = momentIn(timeZone, now)
  const start = template_mention.template_mention_date === 'today' ? day : time
  const date = { start, end: null, time_zone: null }
  return {
    type: 'mention',
    mention: { type: 'date', date },
    annotations,
    plain_text: dateText(date),
    href: null,
  }
}
