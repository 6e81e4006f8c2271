import { randomBytes } from 'node:crypto'
import { accountByEmail, type Membership, setLastWorkspace } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { totpOf } from '#server/store/second-factors.ts'
import { deleteExpiredSessions, insertSession } from '#server/store/sessions.ts'
import { setEnteredBy } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation, SignedIn } from '../accounts/account.ts'
import { actOf, placesOf, recordOfAccounts } from '../accounts/record.ts'
import type { Source } from '../events/record.ts'
import { requireCompany } from '../saml/enforce.ts'
import { emailKey } from '../users/create.ts'
import { ask } from './challenge.ts'
import { placeToBegin } from './place-to-begin.ts'
import { isOpenTo, type SecondFactor } from './second-factor.ts'
import { sessionOfToken } from './session.ts'
import { SESSION_SECONDS } from './session-cookie.ts'

/** By what somebody proved who they are. */
export type SignInMethod = 'password' | 'passkey' | 'set_up' | 'invitation' | 'magic_link' | 'oidc' | 'saml'

export interface Proof {
  /** Whom the method found. */
  email: string
  method: SignInMethod
  source: Source
  /**
   * The workspace to begin in; when it is absent the one of `next`, else among those that they may enter with this proof
   * the one they were in last or the oldest. Of SAML, the one whose identity provider vouches for them.
   */
  workspaceId?: string | undefined
  /** Where they are on their way to, an address on this server. */
  next?: string | undefined
  /** What they showed beside. */
  secondFactor?: SecondFactor
  /** When the method was shown, where that was earlier: a ticket was given for it then. In milliseconds since 1970. */
  provedTime?: number | undefined
  /** Whether the method showed two factors this time, where it can tell. */
  isStrong?: boolean
}

export interface OpenedSession {
  /** What the browser keeps, in the cookie of `sessionCookie`. */
  token: string
  session: SignedIn
}

/** What came of it: a session, or a ticket with which the browser answers at `/login/second-factor`. */
export type Entered = ({ state: 'entered' } & OpenedSession) | { state: 'second_factor'; ticket: string }

/**
 * The one way in: opens a session for somebody who has proved who they are, whatever the proof. What stands in the way
 * of signing in at all is looked at here: where a second factor is still wanted, none is opened yet. Must not be called
 * inside a transaction.
 *
 * @throws `forbidden` for who is in no workspace, and for who has to sign in with their company.
 */
export async function enter(installation: Installation, proof: Proof): Promise<Entered> {
  const { store } = installation
  const token = randomBytes(32).toString('base64url')
  const state = await store.transaction((db) => pass(db, installation, proof, token))
  if (state === 'second_factor') return { state, ticket: token }
  const session = await sessionOfToken(installation, token)
  if (session === null) throw inNoWorkspace()
  return { state, token, session }
}

async function pass(
  db: Db,
  { surroundings, baseUrl }: Installation,
  { email, method, source, workspaceId, next = '/', secondFactor, isStrong, ...proof }: Proof,
  token: string,
): Promise<Entered['state']> {
  const now = surroundings.now()
  const { provedTime = now } = proof
  const account = await accountByEmail(db, emailKey(email))
  const known = account === undefined ? [] : await placesOf(db, account.email_key)
  // What an owner ended meanwhile includes what was about to begin.
  const places = known.filter(({ sessions_from }) => provedTime > sessions_from)
  if (known.length > 0 && places.length === 0) throw wasEnded()
  const vouchedBy = method === 'saml' ? (workspaceId ?? null) : null
  // A passkey is a device and what unlocks it.
  const standing = {
    isStrong: isStrong ?? (secondFactor !== undefined || method === 'passkey'),
    vouchedBy,
    owesCode: false,
  }
  const isOpen = (place: Membership) => isOpenTo(standing, place)
  const place = await placeToBegin(db, account, places, { workspaceId, next, isOpen })
  if (account === undefined || place === undefined) throw inNoWorkspace()
  await requireCompany(db, baseUrl(), account.email_key, vouchedBy)

  // An identity provider asks for as many factors as its company wants: to ask for one more would be to know better.
  const isAsked = !standing.isStrong && vouchedBy === null && (await totpOf(db, account.id)) !== undefined
  if (isAsked || !isOpen(place)) {
    await ask(db, now, {
      purpose: 'second_factor',
      token,
      accountId: account.id,
      data: { method, workspaceId, next, provedTime },
    })
    return 'second_factor'
  }

  const who = { workspace: { id: place.id }, user: { id: place.user_id } }
  const data = { method, ...(secondFactor && { second_factor: secondFactor }) }
  await recordOfAccounts(db, surroundings, [actOf(who, 'user.login', source, data)])
  await setEnteredBy(db, place.id, place.user_id, account.id)
  await setLastWorkspace(db, account.id, place.id)
  await deleteExpiredSessions(db, now)
  await insertSession(db, {
    id: surroundings.newId(),
    token_hash: hashOfToken(token),
    account_id: account.id,
    workspace_id: place.id,
    method,
    saml_workspace_id: vouchedBy,
    is_strong: standing.isStrong ? 1 : 0,
    proved_time: provedTime,
    seen_time: now,
    expires_time: now + SESSION_SECONDS * 1000,
    ip_address: source.ipAddress,
    user_agent: source.userAgent,
    created_time: now,
    updated_time: now,
  })
  return 'entered'
}

const wasEnded = (): Problem =>
  new Problem('unauthenticated', 'An owner ended your sessions meanwhile. Sign in again.')

const inNoWorkspace = (): Problem =>
  new Problem('forbidden', 'This account is in no workspace of this server. Ask an owner to invite you.')
