import { grantsOf, ownListOf } from '#server/store/access-lists.ts'
import type { Context } from '../context.ts'
import { changeAccess, type Shared } from './share.ts'

/** Takes away what a principal was granted at a page or database; what it has from above stays. */
export async function revokeGrant(
  context: Context,
  { kind, id }: Pick<Shared, 'kind' | 'id'>,
  principal: string,
): Promise<void> {
  const { db, workspace } = context
  const list = await ownListOf(db, workspace.id, id)
  if (list === undefined) return
  const known = await grantsOf(db, workspace.id, list.id)
  if (!known.some((row) => row.principal === principal)) return
  const node = { kind, id, accessId: list.id, parentAccessId: list.parent_list_id }
  await changeAccess(context, node, { remove: [principal] })
}
