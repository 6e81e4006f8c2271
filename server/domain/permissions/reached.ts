import { rootsReachedBy } from '#server/store/access-grants.ts'
import { partsOf } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { principalsHeldBy } from './effective.ts'
import { mayNotKnow } from './onlooker.ts'
import { type Permission, toPermissions } from './permission.ts'

/**
 * Where a principal begins to reach: pages and databases at which it was granted something, itself or through its
 * groups, teamspaces and the workspace, and that it does not reach from above. As far as the actor sees them.
 *
 * @param after the grant and the node of the last one that is known.
 */
export async function rootsReached(
  context: Context,
  principal: string,
  { after, limit }: { after: [string, string] | null; limit: number },
): Promise<Permission[]> {
  const { actor, db, workspace, now } = context
  const isSelf = partsOf(principal).id === actor.userId
  if (!isSelf && (actor.role === 'guest' || actor.role === 'restricted_member')) throw mayNotKnow()
  const held = JSON.stringify(await principalsHeldBy(context, principal))
  const rows = await rootsReachedBy(
    db,
    workspace.id,
    held,
    { principals: actor.principals, now },
    { after, limit },
  )
  const roots: Permission[] = []
  for (const { type, granted_at, ...grant } of rows) {
    const kind = type === 'child_page' ? 'page' : 'database'
    const place = { kind, id: grant.node_id, title: '' } as const
    roots.push(...(await toPermissions(context, place, [{ ...grant, node_id: granted_at }])))
  }
  return roots
}
