import type { Db } from '#server/store/dialects/dialect.ts'
import { newestMails } from '#server/store/mails.ts'

const MOST_SHOWN = 100

/** Mail that nobody sends, the newest first. */
export async function keptMails(db: Db) {
  const mails = await newestMails(db, MOST_SHOWN)
  return mails.map(({ id, workspace_id, recipient, subject, text, html, created_time }) => ({
    object: 'mail' as const,
    id,
    workspace_id,
    to: recipient,
    subject,
    text,
    html,
    created_time: new Date(created_time).toISOString(),
  }))
}
