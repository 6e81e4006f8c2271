import { type Membership, membershipsOf } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import type { AccountRow } from '#server/store/tables/accounts.ts'
import type { Actor } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { type NewEvent, type Source, writeEvents } from '../events/record.ts'
import type { EventTypeName } from '../events/types.ts'
import { emailKey } from '../users/create.ts'
import type { User } from '../users/user.ts'
import type { Installation, SignedIn } from './account.ts'

/** What befell somebody in a workspace, or what they did there. */
export interface AccountEvent {
  workspaceId: string
  userId: string
  type: EventTypeName
  data?: Record<string, unknown>
  /** Null where the server or its operator did it. */
  actor: Pick<Actor, 'type' | 'userId'> | null
  source: Source
}

/** Writes events of accounts, whose workspaces are locked one after another, always in the same order. */
export async function recordOfAccounts(
  db: Db,
  { now, newId }: Installation['surroundings'],
  events: readonly AccountEvent[],
): Promise<void> {
  const byWorkspace = Map.groupBy(events, ({ workspaceId }) => workspaceId)
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    await lockWorkspace(db, workspaceId)
    for (const { actor, source, type, userId, data } of byWorkspace.get(workspaceId)!) {
      const event: NewEvent = { type, entity: { type: 'user', id: userId }, ...(data && { data }) }
      await writeEvents(db, workspaceId, { actor, source }, now(), newId, [event])
    }
  }
}

/** An act of somebody who is signed in, in the workspace that they chose. */
export const actOf = (
  { user, workspace }: { user: Pick<User, 'id'>; workspace: Pick<SignedIn['workspace'], 'id'> },
  type: EventTypeName,
  source: Source,
  data?: Record<string, unknown>,
): AccountEvent => ({
  workspaceId: workspace.id,
  userId: user.id,
  type,
  ...(data && { data }),
  actor: { type: 'person', userId: user.id },
  source,
})

/**
 * Where the account of an e-mail may act, the oldest workspace first. One whose e-mail nobody proved may where it was
 * invited, and nowhere else that has a person of that e-mail.
 */
export async function placesOf(db: Db, email: string): Promise<Membership[]> {
  const memberships = await membershipsOf(db, emailKey(email))
  return memberships.filter((one) => one.state === 'active' && (one.email_verified === 1 || hasEntered(one)))
}

/**
 * Those of them that learn what befalls the account: where it has come in. Anybody may add a person of any e-mail to
 * their workspace, and is told of nothing by that.
 */
export const homesOf = async (db: Db, email: string): Promise<Membership[]> =>
  (await placesOf(db, email)).filter(hasEntered)

/** Those that learn of an act on an account: its homes; before its first way in has ended, all where that may lead. */
export async function audienceOf(db: Db, email: string): Promise<Membership[]> {
  const places = await placesOf(db, email)
  return places.some(hasEntered) ? places.filter(hasEntered) : places
}

/** Whether the account has come in. */
export const hasEntered = ({ account_id, entered_by }: Membership): boolean =>
  account_id !== null && account_id === entered_by

/** What an act on an account needs: a context has it. */
export type AccountAct = Pick<Context, 'db' | 'now' | 'newId' | 'source'>

export type AccountOfAct = Pick<AccountRow, 'id' | 'email_key'>

/** An act of somebody on their own account. */
export async function recordOwnAct(
  { db, now, newId, source }: AccountAct,
  { email_key }: AccountOfAct,
  type: EventTypeName,
  data?: Record<string, unknown>,
): Promise<void> {
  const events = (await audienceOf(db, email_key)).map(({ id, user_id }) =>
    actOf({ workspace: { id }, user: { id: user_id } }, type, source, data),
  )
  await recordOfAccounts(db, { now: () => now, newId }, events)
}
