import { listedGroupNames } from '#server/store/groups.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { requireLister } from '../users/read.ts'

/** Groups in the order they were made, for whoever keeps a directory. `fromId` is the first one wanted. */
export async function listGroupNames(
  context: Context,
  fromId: string | null,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  if (context.actor.capabilities.user_info !== 'email') {
    throw new Problem(
      'forbidden',
      'This integration does not have the capability to read e-mail addresses, which groups are told with.',
    )
  }
  requireLister(context)
  return listedGroupNames(context.db, context.workspace.id, fromId, limit)
}
