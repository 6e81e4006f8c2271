import type { Db } from '#server/store/dialects/dialect.ts'
import type { Source } from '../events/record.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import type { Installation } from './account.ts'
import { type AccountEvent, placesOf, recordOfAccounts } from './record.ts'

const sentences = {
  'user.password_set': 'A password was set for',
  'user.password_changed': 'The password was changed of',
  'user.password_cleared': 'The password was removed from',
}

/**
 * Tells the log of each workspace and, by mail, the person what somebody did to their own password.
 *
 * @param ended how many sessions ended by it.
 */
export async function tellOfPassword(
  { surroundings, mail, baseUrl }: Installation,
  db: Db,
  {
    email,
    type,
    ended,
    source,
  }: { email: string; type: keyof typeof sentences; ended: number; source: Source },
): Promise<void> {
  const places = await placesOf(db, email)
  const events = places.flatMap(({ id, user_id }): AccountEvent[] => {
    const actor = { type: 'person' as const, userId: user_id }
    const event = { workspaceId: id, userId: user_id, actor, source }
    return [{ ...event, type }, ...sessionsEnded(event, ended)]
  })
  await recordOfAccounts(db, surroundings, events)
  const [place] = places
  if (place === undefined) return
  const { now, newId } = surroundings
  const at = new Date(now()).toUTCString()
  const from = source.ipAddress === null ? '' : ` from the address ${source.ipAddress}`
  await queueMail(
    { db, mail: mail.kind, now: now(), newId, workspace: place },
    writeLetter({
      to: email,
      subject: `${sentences[type]} your account`,
      text: `${sentences[type]} ${email} at ${baseUrl()}, on ${at}${from}. ${
        type === 'user.password_set' ? '' : 'All other sessions of the account have ended.'
      }`.trim(),
      message: null,
      link: { label: 'If it was not you, choose another password now', url: `${baseUrl()}/login/forgotten` },
      end: 'If it was you, there is nothing to do.',
    }),
  )
}

/** What is recorded where sessions of somebody ended beside something else. */
export const sessionsEnded = (event: Omit<AccountEvent, 'type'>, count: number): AccountEvent[] =>
  count === 0 ? [] : [{ ...event, type: 'user.sessions_ended', data: { count } }]
