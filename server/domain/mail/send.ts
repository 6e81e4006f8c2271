import type { Mail } from '#server/adapters/mail/mail.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { claimMail, deleteOldMails, dueMail, updateMail } from '#server/store/mails.ts'
import type { MailRow } from '#server/store/tables/workspaces.ts'

/** Milliseconds between one attempt and the next; after the last one a mail is given up. */
const PAUSES = [30_000, 2 * 60_000, 10 * 60_000, 60 * 60_000, 3 * 60 * 60_000, 8 * 60 * 60_000]

/** How long a process may take to send a mail before another one tries, in milliseconds. */
const CLAIMED_FOR = 2 * 60_000

/** How long mail is kept after it was sent, in milliseconds: it holds links and addresses. */
const KEPT_FOR = 24 * 60 * 60_000

interface Sending {
  store: { reader: Db; transaction<T>(work: (db: Db) => Promise<T>): Promise<T> }
  surroundings: { now(): number }
  mail: Mail
}

/** Sends the mail that has waited longest; false when none waits. What the mail server refuses is tried again. */
export async function sendDueMail({ store, surroundings, mail }: Sending): Promise<boolean> {
  if (mail.kind !== 'sent') return false
  const now = surroundings.now()
  const due = await dueMail(store.reader, now)
  if (due === undefined) return false
  if (!(await store.transaction((db) => claimMail(db, due, now + CLAIMED_FOR)))) return true
  const failure = await mail.send({ ...due, to: due.recipient }).then(
    () => null,
    (error: Error) => error.message,
  )
  const then = surroundings.now()
  await store.transaction((db) => updateMail(db, due, outcome(due, failure, then)))
  return true
}

function outcome({ attempts }: MailRow, failure: string | null, now: number): Partial<MailRow> {
  const more = { attempts: attempts + 1, failure }
  if (failure === null) return { ...more, due_time: null, sent_time: now }
  const pause = PAUSES[attempts]
  return { ...more, due_time: pause === undefined ? null : now + pause }
}

/** Forgets mail that was sent or given up some time ago. */
export async function forgetMails({ store, surroundings, mail }: Sending): Promise<void> {
  if (mail.kind !== 'sent') return
  await store.transaction((db) => deleteOldMails(db, surroundings.now() - KEPT_FOR))
}
