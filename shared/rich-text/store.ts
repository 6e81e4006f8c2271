import { isLink } from '../addresses.ts'
import { contentProblem } from '../content-problem.ts'
import { dateText, storeDate } from '../dates.ts'
import { toUuid } from '../ids.ts'
import type { MentionRequest, RichTextItemRequest } from './request.ts'
import type {
  Annotations,
  StoredFixedMention,
  StoredMention,
  StoredNamedMention,
  StoredRichText,
  TemplateMention,
} from './stored.ts'

/** Brings rich text that keeps to `RichTextRequest` into the one form that is stored. */
export const storeRichText = (request: readonly RichTextItemRequest[]): StoredRichText[] =>
  request.map(storeRun)

function storeRun(run: RichTextItemRequest): StoredRichText {
  const annotations = storeAnnotations(run.annotations)
  if ('text' in run) {
    const { content, link } = run.text
    const href = link ? link.url : null
    if (href !== null && !isLink(href)) {
      throw contentProblem('Invalid URL for link.')
    }
    const text = { content, link: href === null ? null : { url: href } }
    return { type: 'text', text, annotations, plain_text: content, href }
  }
  if ('equation' in run) {
    const { expression } = run.equation
    return { type: 'equation', equation: { expression }, annotations, plain_text: expression, href: null }
  }
  return storeMention(run.mention, annotations)
}

function storeAnnotations(request: RichTextItemRequest['annotations']): Annotations {
  const given = request ?? {}
  return {
    bold: given.bold ?? false,
    italic: given.italic ?? false,
    strikethrough: given.strikethrough ?? false,
    underline: given.underline ?? false,
    code: given.code ?? false,
    color: given.color ?? 'default',
  }
}

function storeMention(request: MentionRequest, annotations: Annotations): StoredMention {
  const mention = storeNamed(request)
  if (mention) return { type: 'mention', mention, annotations }
  const [fixed, plain_text] = storeFixed(request as Exclude<MentionRequest, NamedRequest>)
  return { type: 'mention', mention: fixed, annotations, plain_text, href: null }
}

type NamedRequest = Extract<MentionRequest, { user: unknown } | { page: unknown } | { database: unknown }>

function storeNamed(request: MentionRequest): StoredNamedMention | null {
  if ('user' in request) return { type: 'user', user: { id: toUuid(request.user.id) } }
  if ('page' in request) return { type: 'page', page: { id: toUuid(request.page.id) } }
  return 'database' in request ? { type: 'database', database: { id: toUuid(request.database.id) } } : null
}

/** A mention that looks the same to everybody, and its plain text. */
function storeFixed(request: Exclude<MentionRequest, NamedRequest>): [StoredFixedMention, string] {
  if ('date' in request) {
    const date = storeDate(request.date)
    return [{ type: 'date', date }, dateText(date)]
  }
  if ('template_mention' in request) {
    const template_mention = storeTemplateMention(request.template_mention)
    return [{ type: 'template_mention', template_mention }, templateText(template_mention)]
  }
  const { id, name = '', url = '' } = request.custom_emoji
  return [{ type: 'custom_emoji', custom_emoji: { id: toUuid(id), name, url } }, `:${name}:`]
}

function storeTemplateMention(
  request: Extract<MentionRequest, { template_mention: unknown }>['template_mention'],
): TemplateMention {
  if ('template_mention_user' in request) {
    return { type: 'template_mention_user', template_mention_user: request.template_mention_user }
  }
  return { type: 'template_mention_date', template_mention_date: request.template_mention_date }
}

function templateText(mention: TemplateMention): string {
  if (mention.type === 'template_mention_user') return '@Me'
  return mention.template_mention_date === 'today' ? '@Today' : '@Now'
}
