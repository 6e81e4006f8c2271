/** Proving who one is by a passkey: to sign in, or to confirm that it is still the same person. */
import { accountById } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { passkeyByCredential, passkeysOf, setPasskeyUsed } from '#server/store/passkeys.ts'
import { setSessionProved } from '#server/store/sessions.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import { Problem } from '#shared/problem.ts'
import type { Installation, SignedIn } from '../accounts/account.ts'
import type { Source } from '../events/record.ts'
import { countAttempt } from './attempts.ts'
import { ask, takeAsked } from './challenge.ts'
import { type Entered, enter } from './enter.ts'
import { challengeIn, checkShown, requestOptions, type ShownCredential } from './passkey-proof.ts'

type Shower = Source & { ipAddress: string }

/**
 * What a browser shows a passkey for.
 *
 * @param session whose passkeys are meant; anybody's when it is null.
 */
export async function askForPasskey(
  installation: Installation,
  session: SignedIn | null,
  { ipAddress: address }: Shower,
) {
  const { store, surroundings, baseUrl } = installation
  await countAttempt(installation, { kind: 'passkey', address })
  const accountId = session?.account.id ?? null
  const known = accountId === null ? [] : await passkeysOf(store.reader, accountId)
  const options = await requestOptions(baseUrl(), known)
  const challenge = { purpose: 'passkey' as const, token: options.challenge, accountId }
  await store.transaction((db) => ask(db, surroundings.now(), challenge))
  return options
}

/** Signs in whoever shows a passkey; there is nothing that they type. */
export async function signInByPasskey(
  installation: Installation,
  credential: ShownCredential,
  { source, next }: { source: Shower; next: string },
): Promise<Entered> {
  const account = await holderOf(installation, credential, null, source)
  return enter(installation, { email: account.email_key, method: 'passkey', source, next })
}

/** Lets the holder of a session prove again who they are; see `recent.ts`. */
export async function confirmByPasskey(
  installation: Installation,
  { account, sessionId }: SignedIn,
  credential: ShownCredential,
  source: Shower,
): Promise<void> {
  const { store, surroundings } = installation
  await holderOf(installation, credential, account.id, source)
  await store.transaction((db) => setSessionProved(db, sessionId, true, surroundings.now()))
}

/** Whose passkey was shown. A challenge is answered once, right or wrong. */
async function holderOf(
  installation: Installation,
  credential: ShownCredential,
  askedOf: string | null,
  { ipAddress: address }: Shower,
): Promise<AccountRow> {
  const { store, surroundings, baseUrl } = installation
  await countAttempt(installation, { kind: 'passkey', address })
  const now = surroundings.now()
  const challenge = challengeIn(credential.response.clientDataJSON)
  const asked = await store.transaction((db) => takeAsked(db, now, 'passkey', challenge))
  if (asked === null || asked.accountId !== askedOf) {
    throw new Problem('unauthenticated', 'This took too long. Try again.')
  }
  return store.transaction((db) => checkIn(db, now, baseUrl(), credential, challenge, askedOf))
}

async function checkIn(
  db: Db,
  now: number,
  baseUrl: string,
  credential: ShownCredential,
  challenge: string,
  askedOf: string | null,
): Promise<AccountRow> {
  const passkey = await passkeyByCredential(db, credential.id)
  const account = passkey === undefined ? undefined : await accountById(db, passkey.account_id)
  if (passkey === undefined || account === undefined || (askedOf ?? account.id) !== account.id) {
    throw new Problem('unauthenticated', 'This passkey is not known here. It may have been removed.')
  }
  const { userHandle } = credential.response
  if (userHandle && Buffer.from(userHandle, 'base64url').toString('utf8') !== account.id) {
    throw new Problem('unauthenticated', 'This passkey is of another account.')
  }
  const counter = await checkShown(baseUrl, credential, challenge, passkey)
  await setPasskeyUsed(db, passkey.id, { counter, time: now })
  return account
}
