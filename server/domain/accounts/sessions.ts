/** Where somebody is signed in, and the end of it: for themselves, and by who runs a workspace. */
import { deleteSession, deleteSessionsOf, sessionsLeadingTo, sessionsOf } from '#server/store/sessions.ts'
import type { SessionRow } from '#server/store/tables/accounts.ts'
import { setSessionsFrom, setSessionsFromOfOthers } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import type { AccountAtBrowser } from '../access/accounts.ts'
import type { Administration } from '../access/administration.ts'
import type { ManagedPerson } from '../access/people.ts'
import type { Context } from '../context.ts'
import type { Installation, SignedIn } from './account.ts'
import { recordOwnAct } from './record.ts'

/** A browser where an account is signed in. */
export type AccountSession = SessionRow

/** Where an account is signed in, the last used first. */
export const listSessions = ({ db, now }: Context, account: AccountAtBrowser): Promise<AccountSession[]> =>
  sessionsOf(db, account.id, now)

/** The same for the page of who is signed in. */
export const sessionsOfHolder = (
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  { account }: SignedIn,
): Promise<AccountSession[]> => sessionsOf(store.reader, account.id, surroundings.now())

/** Ends one session of an account, on every process at the next request. */
export async function endOwnSession(
  context: Context,
  account: AccountAtBrowser,
  id: string,
): Promise<AccountSession> {
  const session = (await sessionsOf(context.db, account.id, context.now)).find((one) => one.id === id)
  if (session === undefined) throw new Problem('absent', `Could not find session with ID: ${id}.`)
  await recordOwnAct(context, account, 'user.sessions_ended', { count: 1 })
  await deleteSession(context.db, id)
  return session
}

/**
 * Ends all sessions of an account but the one that asks.
 *
 * @returns how many there were.
 */
export async function endOtherSessions(context: Context, account: AccountAtBrowser): Promise<number> {
  const count = await deleteSessionsOf(context.db, account.id, account.sessionId)
  if (count > 0) await recordOwnAct(context, account, 'user.sessions_ended', { count })
  return count
}

/**
 * Ends all sessions of a person in the workspace. What they do in other workspaces is not its business: there the sessions
 * go on, and they come back here only when their holder proves again who they are.
 *
 * @returns how many cannot be used here any more.
 */
export async function endSessionsOfPerson(
  context: Context,
  _administration: Administration<'owners'>,
  person: ManagedPerson,
): Promise<number> {
  const { db, workspace, now } = context
  const count = await recordEnds(context, (userId) => userId === person.id)
  await setSessionsFrom(db, workspace.id, person.id, now)
  return count
}

/** The same of everybody but the one who asks. */
export async function endSessionsOfOthers(
  context: Context,
  _administration: Administration<'owners'>,
): Promise<number> {
  const { db, workspace, actor, now } = context
  const count = await recordEnds(context, (userId) => userId !== actor.userId)
  await setSessionsFromOfOthers(db, workspace.id, actor.userId, now)
  return count
}

/** Of whom sessions end, and how many do. Sign-ins that wait for a second factor are none yet, and end too. */
async function recordEnds(context: Context, isMeant: (userId: string) => boolean): Promise<number> {
  const { db, workspace, now } = context
  const ended = new Map<string, number>()
  for (const { user_id } of await sessionsLeadingTo(db, workspace.id, now)) {
    if (isMeant(user_id)) ended.set(user_id, (ended.get(user_id) ?? 0) + 1)
  }
  for (const [id, count] of ended) {
    context.record({ type: 'user.sessions_ended', entity: { type: 'user', id }, data: { count } })
  }
  return [...ended.values()].reduce((sum, count) => sum + count, 0)
}
