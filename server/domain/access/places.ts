import { listAbove } from '#server/store/access-lists.ts'
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
  const parentAccessId = await listAbove(context.db, context.workspace.id, node.id)
  return { kind, id: node.id, title, accessId, parentAccessId, trashRoot } as Granted<Place, L>
}
