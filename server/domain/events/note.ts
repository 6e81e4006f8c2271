import { blocksByIds } from '#server/store/blocks.ts'
import { lockWorkspace } from '#server/store/lock-workspace.ts'
import type { Actor } from '../access/actor.ts'
import type { Installation } from '../accounts/account.ts'
import { homesOf, recordOfAccounts } from '../accounts/record.ts'
import type { SignInMethod } from '../sign-in/enter.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import { type Source, writeEvents } from './record.ts'

/** That somebody read a page, or what stands in it. */
export interface PageView {
  workspaceId: string
  actor: Pick<Actor, 'type' | 'userId'>
  /** Of the page, or of a block in it. */
  nodeId: string
  source: Source
  /** Milliseconds since 1970. */
  time: number
}

/** That somebody could not sign in: a wrong password, or whatever else was not as it should be. */
export interface FailedSignIn {
  email: string
  source: Source
  method: SignInMethod
  /** In place of a wrong password. */
  reason?:
    | 'wrong_code'
    | 'too_many_attempts'
    | 'email_not_verified'
    | 'domain_not_allowed'
    | 'not_bound'
    | 'unknown'
}

/** Writes down who read which page. */
export async function recordViews(
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  views: readonly PageView[],
): Promise<void> {
  for (const [workspaceId, ofOne] of Map.groupBy(views, (view) => view.workspaceId)) {
    await store.transaction(async (db) => {
      await lockWorkspace(db, workspaceId)
      const nodes = await blocksByIds(db, workspaceId, [...new Set(ofOne.map(({ nodeId }) => nodeId))])
      const pageOf = new Map(nodes.map(({ id, container_id }) => [id, container_id]))
      const seen = new Set<string>()
      for (const { actor, nodeId, source, time } of ofOne) {
        const page = pageOf.get(nodeId)
        const key = `${actor.userId} ${page}`
        if (page === undefined || seen.has(key)) continue
        seen.add(key)
        await writeEvents(db, workspaceId, { actor, source }, surroundings.now(), surroundings.newId, [
          {
            type: 'page.viewed',
            entity: { type: 'page', id: page },
            data: { viewed_time: new Date(time).toISOString() },
          },
        ])
      }
    })
  }
}

/** Writes down who could not sign in, in each workspace where the person has come in. Of e-mails of nobody nothing is kept. */
export async function recordFailedSignIns(
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  failed: readonly FailedSignIn[],
): Promise<void> {
  for (const { email, source, method, reason } of failed) {
    // Whatever was typed: what no store could look for would keep what follows from being written down.
    if (!isSignInEmail(email.trim())) continue
    const homes = await homesOf(store.reader, email)
    if (homes.length === 0) continue
    await store.transaction((db) =>
      recordOfAccounts(
        db,
        surroundings,
        homes.map(({ id, user_id }) => ({
          workspaceId: id,
          userId: user_id,
          type: 'user.login_failed',
          data: { method, ...(reason && { reason }) },
          actor: null,
          source,
        })),
      ),
    )
  }
}
