import { randomBytes } from 'node:crypto'
import { accountByEmail, setLastWorkspace } from '#server/store/accounts.ts'
import { deleteExpiredSessions, insertSession } from '#server/store/sessions.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Source } from '../events/record.ts'
import { emailKey } from '../users/create.ts'
import type { Installation, SignedIn } from './account.ts'
import { placeToBegin } from './place-to-begin.ts'
import { actOf, placesOf, recordOfAccounts } from './record.ts'
import { sessionOfToken } from './session.ts'
import { SESSION_SECONDS } from './session-cookie.ts'

/** By what somebody proved who they are. */
export type SignInMethod = 'password' | 'set_up' | 'invitation' | 'magic_link' | 'oidc'

export interface Proof {
  /** Whom the method found. */
  email: string
  method: SignInMethod
  source: Source
  /** The workspace to begin in; when it is absent the one of `next`, the one they were in last or the oldest of theirs. */
  workspaceId?: string
  /** Where they are on their way to, an address on this server. */
  next?: string
}

export interface OpenedSession {
  /** What the browser keeps, in the cookie of `sessionCookie`. */
  token: string
  session: SignedIn
}

/**
 * The one way in: opens a session for somebody who has proved who they are, whatever the proof. What stands in the way
 * of signing in at all is looked at here. Must not be called inside a transaction.
 *
 * @throws `forbidden` for who is in no workspace.
 */
export async function enter(
  installation: Installation,
  { email, method, source, workspaceId, next = '/' }: Proof,
): Promise<OpenedSession> {
  const { store, surroundings } = installation
  const token = randomBytes(32).toString('base64url')
  await store.transaction(async (db) => {
    const account = await accountByEmail(db, emailKey(email))
    const places = account === undefined ? [] : await placesOf(db, account.email_key)
    const place = await placeToBegin(db, account, places, { workspaceId, next })
    if (account === undefined || place === undefined) throw inNoWorkspace()
    const now = surroundings.now()
    const who = { workspace: { id: place.id }, user: { id: place.user_id } }
    await recordOfAccounts(db, surroundings, [actOf(who, 'user.login', source, { method })])
    await setLastWorkspace(db, account.id, place.id)
    await deleteExpiredSessions(db, now)
    await insertSession(db, {
      id: surroundings.newId(),
      token_hash: hashOfToken(token),
      account_id: account.id,
      workspace_id: place.id,
      method,
      is_strong: 0,
      proved_time: now,
      seen_time: now,
      expires_time: now + SESSION_SECONDS * 1000,
      ip_address: source.ipAddress,
      user_agent: source.userAgent,
      created_time: now,
      updated_time: now,
    })
  })
  const session = await sessionOfToken(installation, token)
  if (session === null) throw inNoWorkspace()
  return { token, session }
}

const inNoWorkspace = (): Problem =>
  new Problem('forbidden', 'This account is in no workspace of this server. Ask an owner to invite you.')
