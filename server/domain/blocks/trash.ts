import {
  blocksByIds,
  hasLiveChildren,
  restoreSubtree,
  setHasChildren,
  touchNode,
  trashSubtree,
} from '#server/store/blocks.ts'
import { dataSourceById } from '#server/store/data-sources.ts'
import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { Node } from './block.ts'

type Kind = 'page' | 'database' | 'block'

/** Puts a node into the trash with all that is below it; nothing happens to what is there already. */
export async function trashNode(context: Context, node: Node, kind: Kind): Promise<void> {
  const { db, workspace, actor, now } = context
  if (node.trashRoot !== null) return
  await trashSubtree(db, workspace.id, node.id)
  await touchNode(db, workspace.id, node.id, actor.userId, now)
  await parentLostOrGained(context, node)
  if (kind !== 'block') recordTrash(context, node, `${kind}.deleted`)
}

/** Takes a node out of the trash, with what went there with it. */
export async function restoreNode(context: Context, node: Node, kind: Kind): Promise<void> {
  const { db, workspace, actor, now } = context
  if (node.trashRoot === null) return
  if (await isParentInTrash(context, node)) {
    throw invalid(`Can't restore this ${kind} because its parent is in the trash. Restore the parent first.`)
  }
  await restoreSubtree(db, workspace.id, node.id)
  await touchNode(db, workspace.id, node.id, actor.userId, now)
  await parentLostOrGained(context, node)
  if (kind !== 'block') recordTrash(context, node, `${kind}.undeleted`)
}

function recordTrash(
  context: Context,
  { id, parent }: Node,
  type: `${'page' | 'database'}.${'deleted' | 'undeleted'}`,
): void {
  const [kind] = type.split('.') as ['page' | 'database']
  context.record({ type, entity: { type: kind, id }, data: { parent: { type: parent.type, id: parent.id } } })
}

/** A parent shows whether it has children in use; a database and the workspace do not. */
export async function parentLostOrGained({ db, workspace }: Context, { parent }: Node): Promise<void> {
  if (parent.id === null || (parent.type !== 'page_id' && parent.type !== 'block_id')) return
  await setHasChildren(db, workspace.id, parent.id, await hasLiveChildren(db, workspace.id, parent.id))
}

async function isParentInTrash({ db, workspace }: Context, node: Node): Promise<boolean> {
  if (node.trashRoot !== node.id) return true
  if (node.parent.id === null || node.parent.type === 'workspace') return false
  if (node.parent.type === 'data_source_id') {
    const [source] = await dataSourceById(db, workspace.id, node.parent.id)
    if (source === undefined || source.in_trash === 1) return true
    const [database] = await blocksByIds(db, workspace.id, [source.database_id])
    return database === undefined || database.trash_root !== null
  }
  const [parent] = await blocksByIds(db, workspace.id, [node.parent.id])
  return parent === undefined || parent.trash_root !== null
}
