import { type Membership, setLastWorkspace } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import {
  deleteSession,
  sessionAccount,
  sessionHolder,
  setSessionSeen,
  setSessionWorkspace,
} from '#server/store/sessions.ts'
import { setEnteredBy } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { type Account, type Installation, type SignedIn, toSignedIn } from '../accounts/account.ts'
import { type AccountEvent, actOf, placesOf, recordOfAccounts } from '../accounts/record.ts'
import type { Source } from '../events/record.ts'
import { isOpenTo, standingOf } from './second-factor.ts'

/**
 * Who holds a session, by its token; null when nobody does. Somebody who is gone from the workspace they
 * chose, or from whom it now wants a second factor, is taken to another one of theirs; who has none is signed in
 * nowhere. Where they were suspended or removed since they proved who they are, or their sessions were ended, the
 * session leads no more, though they be back.
 */
export async function sessionOfToken(installation: Installation, token: string): Promise<SignedIn | null> {
  const { store, surroundings } = installation
  const now = surroundings.now()
  const hash = hashOfToken(token)
  const [holder] = await sessionHolder(store.reader, hash, now)
  const session = holder === undefined ? null : toSignedIn(holder)
  if (
    session !== null &&
    isOpenTo(await standingOf(store.reader, session.account.id, session), {
      id: session.workspace.id,
      settings: holder!.workspace_settings,
    })
  )
    return session

  const left = await sessionAccount(store.reader, hash, now)
  if (left === undefined) return null
  const places = await placesOf(store.reader, left.email_key)
  const shown = { isStrong: left.is_strong === 1, vouchedBy: left.saml_workspace_id }
  const standing = await standingOf(store.reader, left.account_id, shown)
  const other = places.find((place) => leadsTo(place, left.proved_time) && isOpenTo(standing, place))
  if (other === undefined) return null
  await store.transaction(async (db) => {
    await lockWorkspace(db, other.id)
    await lead(db, { sessionId: left.session_id, accountId: left.account_id }, other, now)
  })
  const [moved] = await sessionHolder(store.reader, hash, now)
  return moved === undefined ? null : toSignedIn(moved)
}

const leadsTo = ({ sessions_from }: { sessions_from: number }, provedTime: number): boolean =>
  provedTime > sessions_from

/** The workspaces that an account may choose, the oldest first. */
export async function workspacesOf(
  { store }: Pick<Installation, 'store'>,
  { email }: Pick<Account, 'email'>,
): Promise<{ id: string; name: string }[]> {
  return (await placesOf(store.reader, email)).map(({ id, name }) => ({ id, name }))
}

/** Takes a session to another workspace of its account, whose log tells that somebody came in. The next one begins there. */
export async function chooseWorkspace(
  { store, surroundings }: Installation,
  session: SignedIn,
  workspaceId: string,
  source: Source,
): Promise<void> {
  const chosen = (await placesOf(store.reader, session.account.email)).find(({ id }) => id === workspaceId)
  if (chosen === undefined) throw new Problem('absent', 'You are in no such workspace.')
  if (workspaceId === session.workspace.id) return
  if (!leadsTo(chosen, session.provedTime)) {
    throw new Problem(
      'forbidden',
      'Your sessions there were ended since you signed in. Sign in again to come back.',
    )
  }
  if (!isOpenTo(await standingOf(store.reader, session.account.id, session), chosen)) {
    throw new Problem(
      'forbidden',
      `"${chosen.name}" wants a second factor. Show yours at /account/confirm, or add one at /account, and come back.`,
    )
  }
  const event: AccountEvent = {
    ...actOf(session, 'user.login', source, { method: 'workspace_chosen' }),
    workspaceId,
    userId: chosen.user_id,
    actor: { type: 'person', userId: chosen.user_id },
  }
  await store.transaction(async (db) => {
    await recordOfAccounts(db, surroundings, [event])
    const { sessionId, account } = session
    await lead(db, { sessionId, accountId: account.id }, chosen, surroundings.now())
    await setLastWorkspace(db, account.id, workspaceId)
  })
}

/** Takes a session to a workspace, where its account has come in by that. */
async function lead(
  db: Db,
  { sessionId, accountId }: { sessionId: string; accountId: string },
  { id, user_id }: Membership,
  now: number,
): Promise<void> {
  await setSessionWorkspace(db, sessionId, id, now)
  await setEnteredBy(db, id, user_id, accountId)
}

/** Ends a session, on every process at the next request. */
export const endSession = (
  { store, surroundings }: Installation,
  session: SignedIn,
  source: Source,
): Promise<void> =>
  store.transaction(async (db) => {
    await recordOfAccounts(db, surroundings, [actOf(session, 'user.logout', source)])
    await deleteSession(db, session.sessionId)
  })

/** A session that is used all the time is noted that often, in milliseconds. */
const NOTED_EVERY = 5 * 60_000

/** Notes now and then that a session is used, and from where. */
export async function noteSeen(
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  { sessionId, seenTime }: SignedIn,
  { ipAddress: address, userAgent: agent }: Source & { ipAddress: string },
): Promise<void> {
  const time = surroundings.now()
  if (time - seenTime < NOTED_EVERY) return
  await store.transaction((db) => setSessionSeen(db, sessionId, { time, address, agent }))
}
