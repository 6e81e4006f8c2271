import type { References } from '../references.ts'
import { namedMention, type StoredRichText } from './stored.ts'

/** Whether showing it depends on who looks, and so needs `Resolved`. */
export function hasReferences(stored: readonly StoredRichText[]): boolean {
  for (const run of stored) if (namedMention(run)) return true
  return false
}

/** Adds the people, pages and databases that rich text mentions. */
export function collectRichTextReferences(stored: readonly StoredRichText[], references: References): void {
  for (const run of stored) {
    const mention = namedMention(run)
    if (mention?.type === 'user') references.users.add(mention.user.id)
    else if (mention?.type === 'page') references.pages.add(mention.page.id)
    else if (mention) references.databases.add(mention.database.id)
  }
}
