/** The passkeys of an account: its person sees them, adds, names and removes them. */
import { deletePasskey, insertPasskey, passkeysOf, renamePasskeyRow } from '#server/store/passkeys.ts'
import { setSessionProved } from '#server/store/sessions.ts'
import type { AccountPasskeyRow } from '#server/store/tables/accounts.ts'
import { Problem } from '#shared/problem.ts'
import type { AccountAtBrowser } from '../access/accounts.ts'
import type { Context } from '../context.ts'
import { ask, takeAsked } from '../sign-in/challenge.ts'
import { challengeIn, checkNew, creationOptions, type NewCredential } from '../sign-in/passkey-proof.ts'
import { keepASecondFactor } from '../sign-in/second-factor.ts'
import type { Installation, SignedIn } from './account.ts'
import { recordOwnAct } from './record.ts'

export type Passkey = AccountPasskeyRow

export const LONGEST_PASSKEY_NAME = 100

/** Nobody has so many devices. */
const MOST_PASSKEYS = 50

/** The oldest first. */
export const listPasskeys = ({ db }: Context, account: AccountAtBrowser): Promise<Passkey[]> =>
  passkeysOf(db, account.id)

/** The same for the page of who is signed in. */
export const passkeysOfSession = (
  { store }: Pick<Installation, 'store'>,
  { account }: SignedIn,
): Promise<Passkey[]> => passkeysOf(store.reader, account.id)

/** What the browser makes a new passkey from; it answers to `addPasskey` within ten minutes. */
export async function offerPasskey({ db, now, baseUrl }: Context, account: AccountAtBrowser) {
  const known = await passkeysOf(db, account.id)
  if (known.length >= MOST_PASSKEYS) {
    throw new Problem('conflict', `An account has at most ${MOST_PASSKEYS} passkeys.`)
  }
  const { id, email_key: email, name, sessionId } = account
  const options = await creationOptions(baseUrl, { id, email, name }, known)
  const data = { sessionId }
  await ask(db, now, { purpose: 'new_passkey', token: options.challenge, accountId: id, data })
  return options
}

/** Keeps a passkey that the browser made. The session has shown two factors by it. */
export async function addPasskey(
  context: Context,
  account: AccountAtBrowser,
  { name, credential }: { name: string; credential: NewCredential },
): Promise<Passkey> {
  const { db, now, baseUrl } = context
  const challenge = challengeIn(credential.response.clientDataJSON)
  const asked = await takeAsked(db, now, 'new_passkey', challenge)
  if (asked?.accountId !== account.id || asked.data.sessionId !== account.sessionId) {
    throw new Problem('conflict', 'This passkey was not asked for here, or it took too long. Try again.')
  }
  const made = await checkNew(baseUrl, credential, challenge)
  const passkey: Passkey = {
    ...made,
    id: context.newId(),
    account_id: account.id,
    name: name.trim(),
    last_used_time: null,
    created_time: now,
  }
  if (!(await insertPasskey(db, passkey))) {
    throw new Problem('conflict', 'This passkey is kept already.')
  }
  await setSessionProved(db, account.sessionId, true, now)
  await recordOwnAct(context, account, 'user.passkey_added', { passkey_id: passkey.id })
  return passkey
}

export async function renamePasskey(
  context: Context,
  account: AccountAtBrowser,
  id: string,
  name: string,
): Promise<Passkey> {
  const passkey = await passkeyFor(context, account, id)
  const renamed = { ...passkey, name: name.trim() }
  if (renamed.name === passkey.name) return passkey
  await renamePasskeyRow(context.db, id, renamed.name)
  await recordOwnAct(context, account, 'user.passkey_renamed', { passkey_id: id })
  return renamed
}

export async function removePasskey(
  context: Context,
  account: AccountAtBrowser,
  id: string,
): Promise<Passkey> {
  const passkey = await passkeyFor(context, account, id)
  const others = (await passkeysOf(context.db, account.id)).length - 1
  await keepASecondFactor(context.db, account, ({ totp }) => totp || others > 0)
  await deletePasskey(context.db, id)
  await recordOwnAct(context, account, 'user.passkey_removed', { passkey_id: id })
  return passkey
}

async function passkeyFor({ db }: Context, { id: owner }: AccountAtBrowser, id: string): Promise<Passkey> {
  const passkey = (await passkeysOf(db, owner)).find((one) => one.id === id)
  if (passkey === undefined) throw new Problem('absent', `Could not find passkey with ID: ${id}.`)
  return passkey
}
