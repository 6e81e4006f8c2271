/** Where somebody is signed in, and the end of it: for themselves, and by who runs a workspace. */
import type { Db } from '#server/store/dialects/dialect.ts'
import {
  deleteSession,
  deleteSessionsOf,
  type SessionOfPerson,
  sessionsOf,
  sessionsOfPeople,
  setSessionBarred,
} from '#server/store/sessions.ts'
import type { SessionRow } from '#server/store/tables.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { AccountAtBrowser, OwnAccount } from '../access/own-account.ts'
import type { ManagedPerson } from '../access/people.ts'
import type { Context } from '../context.ts'
import type { Installation, SignedIn } from './account.ts'
import { recordOwnAct } from './record.ts'

/** A browser where an account is signed in. */
export type AccountSession = SessionRow

/** Where an account is signed in, the last used first. */
export const listSessions = ({ db, now }: Context, account: OwnAccount): Promise<AccountSession[]> =>
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
 * Ends all sessions of a person in the workspace. What they do in other workspaces is not its business: a session that
 * is elsewhere goes on there, and comes back only by signing in again.
 *
 * @returns how many sessions cannot be used here any more.
 */
export const endSessionsOfPerson = async (
  context: Context,
  _administration: Administration<'owners'>,
  person: ManagedPerson,
): Promise<number> => (await endHere(context, ({ user_id }) => user_id === person.id)).get(person.id) ?? 0

/** The same of everybody, but for the session that asks. */
export async function endSessionsOfAll(
  context: Context,
  _administration: Administration<'owners'>,
): Promise<number> {
  const ended = await endHere(context, ({ id }) => id !== context.actor.tokenId)
  return [...ended.values()].reduce((sum, count) => sum + count, 0)
}

async function endHere(
  context: Context,
  isMeant: (session: SessionOfPerson) => boolean,
): Promise<Map<string, number>> {
  const { db, workspace, now } = context
  const ended = new Map<string, number>()
  for (const session of (await sessionsOfPeople(db, workspace.id, now)).filter(isMeant)) {
    if (!(await endOneHere(db, session, workspace.id))) continue
    ended.set(session.user_id, (ended.get(session.user_id) ?? 0) + 1)
  }
  for (const [id, count] of ended) {
    context.record({ type: 'user.sessions_ended', entity: { type: 'user', id }, data: { count } })
  }
  return ended
}

/** False when it could not be used here anyway. */
async function endOneHere(
  db: Db,
  { id, workspace_id, barred_from }: SessionOfPerson,
  here: string,
): Promise<boolean> {
  if (workspace_id === here) {
    await deleteSession(db, id)
    return true
  }
  const barred: string[] = JSON.parse(barred_from)
  if (barred.includes(here)) return false
  await setSessionBarred(db, id, JSON.stringify([...barred, here]))
  return true
}
