import { accessListById, listAbove } from '#server/store/access-lists.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { Context } from '../context.ts'
import type { Granted, Level } from './levels.ts'
import { databaseFor, pageFor } from './nodes.ts'
import type { Shared } from './share.ts'

/** A page or database as something that is shared. */
export interface Place extends Shared {
  /** Plain text. */
  title: string
  trashRoot: string | null
}

/** A page or database that the actor may use at `level`, with the list it stands under. */
export async function placeFor<L extends Level>(
  context: Context,
  kind: Place['kind'],
  id: string,
  level: L,
): Promise<Granted<Place, L>> {
  const node = kind === 'page' ? await pageFor(context, id, level) : await databaseFor(context, id, level)
  const title = typeof node.title === 'string' ? node.title : plainText(node.title)
  const { accessId, trashRoot } = node
  const parentAccessId = await listAboveNode(context, node.id, accessId)
  return { kind, id: node.id, title, accessId, parentAccessId, trashRoot } as Granted<Place, L>
}

/** At the top of the workspace there is nothing above, but for a teamspace while its list is taken over. */
async function listAboveNode(
  { db, workspace }: Context,
  nodeId: string,
  accessId: string,
): Promise<string | null> {
  const above = await listAbove(db, workspace.id, nodeId)
  if (above !== null) return above
  const list = await accessListById(db, workspace.id, accessId)
  return list!.node_id === nodeId ? list!.parent_list_id : accessId
}
