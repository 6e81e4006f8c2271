import {
  blocksByIds,
  childrenInUse,
  hasLiveChildren,
  type PartOfNotes,
  partsOfNotesIn,
  restoreSubtree,
  setHasChildren,
  touchNode,
  trashSubtree,
} from '#server/store/blocks.ts'
import { dataSourceById } from '#server/store/data-sources.ts'
import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { Node, Parent } from './block.ts'
import { kindOf } from './insert.ts'

type Kind = 'page' | 'database' | 'block'

/** Puts a node into the trash with all that is below it; nothing happens to what is there already. */
export async function trashNode(context: Context, node: Node, kind: Kind): Promise<void> {
  const { db, workspace, actor, now } = context
  if (node.trashRoot !== null) return
  await putAway(context, node, kind)
  await touchNode(db, workspace.id, node.id, actor.userId, now)
  await parentLostOrGained(context, node)
}

/**
 * Puts all that a page holds into the trash, thing by thing.
 *
 * @returns the things.
 */
export async function trashContent(
  context: Context,
  pageId: string,
): Promise<{ id: string; type: string }[]> {
  const { db, workspace } = context
  const children = await childrenInUse(db, workspace.id, pageId)
  const parent: Parent = { type: 'page_id', id: pageId }
  for (const { id, type } of children) await putAway(context, { id, parent }, kindOf(type))
  if (children.length > 0) await setHasChildren(db, workspace.id, pageId, false)
  return children
}

async function putAway(context: Context, node: Pick<Node, 'id' | 'parent'>, kind: Kind): Promise<void> {
  const { db, workspace } = context
  const parts = kind === 'block' ? await partsOfNotesIn(db, workspace.id, node.id) : []
  await trashSubtree(db, workspace.id, node.id)
  if (kind !== 'block') recordTrash(context, node, `${kind}.deleted`)
  for (const part of parts) recordTranscript(context, part)
}

/** The transcript of a meeting goes into the trash by itself, with its notes, or with what those stand in. */
function recordTranscript(context: Context, { id, container_id, notes_id, notes }: PartOfNotes): void {
  if (JSON.parse(notes).children?.transcript_block_id !== id) return
  context.record({
    type: 'page.transcription_block.transcript_deleted',
    entity: { type: 'page', id: container_id },
    data: { target: { id: notes_id, type: 'block' }, transcript_id: id },
  })
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
  { id, parent }: Pick<Node, 'id' | 'parent'>,
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
