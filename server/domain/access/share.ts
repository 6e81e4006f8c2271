import {
  accessListById,
  grantsOf,
  listsBeginningBelow,
  pointSubtreeAt,
  setParentList,
} from '#server/store/access-lists.ts'
import type { Context } from '../context.ts'
import { levels } from './levels.ts'
import { beginList, carryDown, type Grant, grant } from './lists.ts'

/** A page or database with the list it stands under. */
export interface Shared {
  kind: 'page' | 'database'
  id: string
  accessId: string
  /** The list of what it stands in; null at the top of the workspace. */
  parentAccessId: string | null
}

/**
 * Sets what principals are granted at a page or database, and whether it takes over what is granted above
 * (undefined leaves that as it is). What shared its parent's list begins one of its own. A change to what is
 * there already leaves no trace.
 */
export async function share(
  context: Context,
  node: Shared,
  grants: readonly Grant[],
  inherits: boolean | undefined,
): Promise<void> {
  const list = await accessListById(context.db, context.workspace.id, node.accessId)
  const isChanged =
    list!.node_id === node.id
      ? await changeList(context, node, list!.parent_list_id, grants, inherits)
      : await leaveList(context, node, grants, inherits)
  if (!isChanged) return
  context.record({ type: 'page.permissions_updated', entity: { type: node.kind, id: node.id } })
}

async function changeList(
  context: Context,
  { accessId, parentAccessId }: Shared,
  parentListId: string | null,
  grants: readonly Grant[],
  inherits: boolean | undefined,
): Promise<boolean> {
  const { db, workspace } = context
  const known = new Map((await grantsOf(db, workspace.id, accessId)).map((row) => [row.principal, row]))
  const changed = grants.filter(({ principal, level }) => {
    const row = known.get(principal)
    return row?.level !== levels[level] || row.expires_time !== null
  })
  const wantedParent = inherits === undefined ? parentListId : inherits ? parentAccessId : null
  if (wantedParent !== parentListId) await setParentList(db, workspace.id, accessId, wantedParent)
  if (changed.length > 0) await grant(context, accessId, changed)
  else if (wantedParent !== parentListId) await carryDown(context, accessId)
  return changed.length > 0 || wantedParent !== parentListId
}

/** Begins a list at a node that shared its parent's, for it and for all that shares it below. */
async function leaveList(
  context: Context,
  { id, accessId }: Shared,
  grants: readonly Grant[],
  inherits = true,
): Promise<boolean> {
  if (grants.length === 0 && inherits) return false
  const { db, workspace } = context
  const ownId = await beginList(context, id, inherits ? accessId : null, grants)
  const below = await listsBeginningBelow(db, workspace.id, id, accessId)
  await pointSubtreeAt(db, workspace.id, id, accessId, ownId)
  for (const list of below) {
    if (list.id === ownId) continue
    await setParentList(db, workspace.id, list.id, ownId)
    await carryDown(context, list.id)
  }
  return true
}
