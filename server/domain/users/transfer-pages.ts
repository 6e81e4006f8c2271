import { listsHeldOnlyBy } from '#server/store/access-entries.ts'
import { listsGranting } from '#server/store/access-grants.ts'
import { blocksByIds } from '#server/store/blocks.ts'
import { invalid } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import { levels } from '../access/levels.ts'
import { changeAccess } from '../access/share.ts'
import type { Context } from '../context.ts'
import type { User } from './user.ts'

/** A page or database that changed hands. */
export interface Transferred {
  id: string
  kind: 'page' | 'database'
}

/**
 * Hands the pages and databases that only somebody who may not act any more has full access to, to somebody who may.
 * Who had them has them no more, also when they come back.
 */
export async function transferPages(
  context: Context,
  _administration: Administration<'owners'>,
  from: User,
  to: User,
): Promise<Transferred[]> {
  if (from.type === 'bot' || from.state === 'active') {
    throw invalid('Pages are transferred from people who were removed or suspended.')
  }
  if (to.type === 'bot' || to.state !== 'active' || to.role === 'guest') {
    throw invalid('body.to_user_id should be an active member of the workspace.')
  }
  const { db, workspace, now } = context
  const principal = principalOf.user(from.id)
  const only = await listsHeldOnlyBy(db, workspace.id, principal, levels.full_access, now)
  const own = new Set((await listsGranting(db, workspace.id, principal)).map(({ id }) => id))
  const held = only.filter(({ id }) => own.has(id))
  const nodes = await blocksByIds(
    db,
    workspace.id,
    held.map((list) => list.node_id),
  )
  const transferred: Transferred[] = []
  for (const { id, type, access_id } of nodes) {
    const kind = type === 'child_database' ? 'database' : 'page'
    const node = { kind, id, accessId: access_id!, parentAccessId: null } as const
    await changeAccess(context, node, {
      remove: [principal],
      set: [{ principal: principalOf.user(to.id), level: 'full_access' }],
    })
    transferred.push({ id, kind })
  }
  return transferred
}
