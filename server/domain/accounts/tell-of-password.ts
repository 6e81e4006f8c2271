import type { Mail } from '#server/adapters/mail/mail.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { Source } from '../events/record.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { type AccountEvent, placesOf, recordOfAccounts } from './record.ts'

const sentences = {
  'user.password_set': 'A password was set for',
  'user.password_changed': 'The password was changed of',
  'user.password_cleared': 'The password was removed from',
} as const

/** What an act of somebody on their own account is done with; a `Context` is one. */
export interface OwnAct {
  db: Db
  now: number
  newId(): string
  baseUrl: string
  mail: Mail['kind']
  source: Source
}

/**
 * Tells the log of each workspace and, by mail, the person what somebody did to their own password.
 *
 * @param ended how many sessions ended by it.
 */
export async function tellOfPassword(
  act: OwnAct,
  { email, type, ended }: { email: string; type: keyof typeof sentences; ended: number },
): Promise<void> {
  const { db, source } = act
  const places = await placesOf(db, email)
  const events = places.flatMap(({ id, user_id }): AccountEvent[] => {
    const actor = { type: 'person' as const, userId: user_id }
    const event = { workspaceId: id, userId: user_id, actor, source }
    return [{ ...event, type }, ...sessionsEnded(event, ended)]
  })
  await recordOfAccounts(db, { now: () => act.now, newId: act.newId }, events)
  const [place] = places
  if (place !== undefined) await queueMail({ ...act, workspace: place }, letterOf(act, email, type))
}

function letterOf({ now, baseUrl, source }: OwnAct, to: string, type: keyof typeof sentences) {
  const from = source.ipAddress === null ? '' : `, from the address ${source.ipAddress}`
  return writeLetter({
    to,
    subject: `${sentences[type]} your account`,
    text: `${sentences[type]} ${to} at ${baseUrl}, on ${new Date(now).toUTCString()}${from}. Other sessions of the account have ended.`,
    message: null,
    link: { label: 'If it was not you, choose another password now', url: `${baseUrl}/login/forgotten` },
    end: 'If it was you, there is nothing to do.',
  })
}

/** What is recorded where sessions of somebody ended beside something else. */
export const sessionsEnded = (event: Omit<AccountEvent, 'type'>, count: number): AccountEvent[] =>
  count === 0 ? [] : [{ ...event, type: 'user.sessions_ended', data: { count } }]
