import type { Context } from '../context.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { type AccountAct, type AccountEvent, type AccountOfAct, placesOf, recordOwnAct } from './record.ts'

const sentences = {
  'user.password_set': 'A password was set for',
  'user.password_changed': 'The password was changed of',
  'user.password_cleared': 'The password was removed from',
} as const

/** What it takes; a `Context` has it. */
export type PasswordAct = AccountAct & Pick<Context, 'baseUrl' | 'mail'>

/**
 * Tells the log of each workspace and, by mail, the person what somebody did to their own password.
 *
 * @param ended how many sessions ended by it.
 */
export async function tellOfPassword(
  act: PasswordAct,
  account: AccountOfAct,
  { type, ended }: { type: keyof typeof sentences; ended: number },
): Promise<void> {
  await recordOwnAct(act, account, type)
  if (ended > 0) await recordOwnAct(act, account, 'user.sessions_ended', { count: ended })
  const [place] = await placesOf(act.db, account.email_key)
  if (place !== undefined) {
    await queueMail({ ...act, workspace: place }, letterOf(act, account.email_key, type))
  }
}

function letterOf({ now, baseUrl, source }: PasswordAct, to: string, type: keyof typeof sentences) {
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
