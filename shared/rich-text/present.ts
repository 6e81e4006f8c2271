import { databaseUrl } from '../objects/urls.ts'
import type { Resolved } from '../references.ts'
import { mentionText } from './plain-text.ts'
import { hasReferences } from './references.ts'
import { type Annotations, namedMention, type StoredNamedMention, type StoredRichText } from './stored.ts'

/** Rich text as this viewer sees it. What looks the same to everybody is handed on as it is stored. */
export function presentRichText(stored: readonly StoredRichText[], resolved: Resolved): readonly unknown[] {
  return hasReferences(stored) ? stored.map((run) => presentRun(run, resolved)) : stored
}

function presentRun(run: StoredRichText, resolved: Resolved): unknown {
  const mention = namedMention(run)
  return mention ? presentMention(mention, run.annotations, resolved) : run
}

function presentMention(mention: StoredNamedMention, annotations: Annotations, resolved: Resolved) {
  const plain_text = mentionText(mention, resolved)
  if (mention.type === 'user') {
    const shown = { type: 'user', user: resolved.user(mention.user.id) }
    return { type: 'mention', mention: shown, annotations, plain_text, href: null }
  }
  const { id } = mention.type === 'page' ? mention.page : mention.database
  return { type: 'mention', mention, annotations, plain_text, href: databaseUrl(resolved.baseUrl, id) }
}
