import { deleteGrant, listBeginningAt } from '#server/store/access-lists.ts'
import type { Context } from '../context.ts'
import { carryDown } from './lists.ts'

/** Takes away what a principal was granted at a page or database; what it has from above stays. */
export async function revokeGrant(
  context: Context,
  node: { kind: 'page' | 'database'; id: string },
  principal: string,
): Promise<void> {
  const { db, workspace } = context
  const list = await listBeginningAt(db, workspace.id, node.id)
  if (list === undefined || !(await deleteGrant(db, workspace.id, list.id, principal))) return
  await carryDown(context, list.id)
  context.record({ type: 'page.permissions_updated', entity: { type: node.kind, id: node.id } })
}
