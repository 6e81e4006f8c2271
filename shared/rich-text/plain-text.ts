import type { Resolved } from '../references.ts'
import { namedMention, type StoredNamedMention, type StoredRichText } from './stored.ts'

/** What a reader sees of rich text without its looks. Nobody in particular sees no names. */
export function plainText(
  stored: readonly StoredRichText[],
  resolved?: Pick<Resolved, 'user' | 'title'>,
): string {
  let text = ''
  for (const run of stored) text += runText(run, resolved)
  return text
}

/** What stands for a person, a page or a database in plain text. */
export function mentionText(
  mention: StoredNamedMention,
  resolved?: Pick<Resolved, 'user' | 'title'>,
): string {
  if (mention.type === 'user') {
    const name = resolved?.user(mention.user.id).name
    return typeof name === 'string' && name !== '' ? `@${name}` : '@Anonymous'
  }
  const { id } = mention.type === 'page' ? mention.page : mention.database
  return resolved?.title(id) || 'Untitled'
}

function runText(run: StoredRichText, resolved?: Pick<Resolved, 'user' | 'title'>): string {
  const mention = namedMention(run)
  return mention
    ? mentionText(mention, resolved)
    : (run as Extract<StoredRichText, { plain_text: string }>).plain_text
}
