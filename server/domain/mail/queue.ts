import type { Message } from '#server/adapters/mail/mail.ts'
import { insertMail } from '#server/store/mails.ts'
import type { Context } from '../context.ts'

/** What mail is written with; mail of an account goes with a workspace of its own. */
type Queueing = Pick<Context, 'db' | 'mail' | 'now' | 'newId'> & { workspace: { id: string } }

/**
 * Writes a mail in the transaction of what it tells; a job sends it afterwards. Where no mail goes out nothing is
 * written: a link that nobody is sent should lie nowhere.
 */
export async function queueMail(context: Queueing, { to, subject, text, html }: Message): Promise<void> {
  if (context.mail === 'none') return
  await insertMail(context.db, {
    workspace_id: context.workspace.id,
    id: context.newId(),
    recipient: to,
    subject,
    text,
    html,
    attempts: 0,
    due_time: context.mail === 'sent' ? context.now : null,
    sent_time: null,
    failure: null,
    created_time: context.now,
  })
}
