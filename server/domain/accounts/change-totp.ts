import type { Db } from '#server/store/dialects/dialect.ts'
import { countRecoveryCodes, deleteTotp, putTotp, totpOf } from '#server/store/second-factors.ts'
import { setSessionProved } from '#server/store/sessions.ts'
import { Problem } from '#shared/problem.ts'
import type { AccountAtBrowser } from '../access/accounts.ts'
import type { Context } from '../context.ts'
import { ask, askedBy, takeAsked } from '../sign-in/challenge.ts'
import { keepASecondFactor } from '../sign-in/second-factor.ts'
import type { Installation, SignedIn } from './account.ts'
import { FieldProblem } from './field-problem.ts'
import { type AccountAct, type AccountOfAct, recordOwnAct } from './record.ts'
import { writeRecoveryCodes } from './recovery-codes.ts'
import { newTotpSecret, stepOfCode, totpAddress } from './totp.ts'

/** An app that was not confirmed yet. */
export interface OfferedTotp {
  /** Base32. */
  secret: string
  /** What the app reads from a picture. */
  address: string
}

export interface TotpState {
  /** Since when the app is there; null when it is not. */
  createdTime: number | null
  /** Recovery codes that were not used. */
  codesLeft: number
}

export const readTotp = ({ db }: Context, account: AccountAtBrowser): Promise<TotpState> =>
  totpState(db, account.id)

/** The same for the page of who is signed in. */
export const totpOfHolder = (
  { store }: Pick<Installation, 'store'>,
  { account }: SignedIn,
): Promise<TotpState> => totpState(store.reader, account.id)

async function totpState(db: Db, accountId: string): Promise<TotpState> {
  const totp = await totpOf(db, accountId)
  return { createdTime: totp?.created_time ?? null, codesLeft: await countRecoveryCodes(db, accountId) }
}

/** What adding an app needs: a context, or what stands for one before there is a session. */
export type TotpAct = AccountAct & Pick<Context, 'secrets' | 'baseUrl'>

/**
 * The secret for a new app: the same one while it waits to be confirmed, so that its page can be shown again.
 *
 * @param key what only the browser of whoever adds it has: the id of a session, or the ticket of a sign-in.
 */
export async function offerTotp(
  { db, now, secrets, baseUrl }: TotpAct,
  { id, email_key }: AccountOfAct,
  key: string,
): Promise<OfferedTotp> {
  const waiting = await askedBy(db, now, 'new_totp', key)
  const secret = waiting?.accountId === id ? secrets.open(String(waiting.data.sealed)) : newTotpSecret()
  const data = { sealed: secrets.seal(secret) }
  await ask(db, now, { purpose: 'new_totp', token: key, accountId: id, data })
  return { secret, address: totpAddress(secret, new URL(baseUrl).host, email_key) }
}

/**
 * Makes an app that was offered the one of the account, in place of the one before, when it shows a right code.
 *
 * @returns new recovery codes, which are told this once.
 */
export async function addTotp(
  act: TotpAct,
  account: AccountOfAct,
  key: string,
  code: string,
): Promise<string[]> {
  const { db, now, secrets } = act
  const waiting = await askedBy(db, now, 'new_totp', key)
  if (waiting === null || waiting.accountId !== account.id) throw tookTooLong()
  const sealed = String(waiting.data.sealed)
  const step = await stepOfCode(secrets.open(sealed), code.replace(/\s/g, ''), now)
  if (step === null) throw new FieldProblem({ code: 'This is not the code that the app shows now.' })
  if ((await takeAsked(db, now, 'new_totp', key)) === null) throw tookTooLong()
  await putTotp(db, { account_id: account.id, secret_sealed: sealed, last_step: step, created_time: now })
  await recordOwnAct(act, account, 'user.totp_added')
  return writeRecoveryCodes(act, account)
}

/** The same for who is signed in, whose session has shown two factors then. */
export async function confirmTotp(
  context: Context,
  account: AccountAtBrowser,
  code: string,
): Promise<string[]> {
  const codes = await addTotp(context, account, account.sessionId, code)
  await setSessionProved(context.db, account.sessionId, true, context.now)
  return codes
}

/** Takes the app of an account away, and its recovery codes. */
export async function removeTotp(context: Context, account: AccountAtBrowser): Promise<void> {
  await keepASecondFactor(context.db, account, ({ passkeys }) => passkeys)
  if (!(await deleteTotp(context.db, account.id))) {
    throw new Problem('absent', 'This account has no authenticator app.')
  }
  await recordOwnAct(context, account, 'user.totp_removed')
}

const tookTooLong = (): Problem =>
  new Problem('conflict', 'This took too long. Begin again, with a new picture.')
