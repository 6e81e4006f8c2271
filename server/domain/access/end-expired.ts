import { listWithExpired } from '#server/store/access-entries.ts'
import { grantsCounting } from '#server/store/access-grants.ts'
import { kindsOfNodes } from '#server/store/access-lists.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { Context } from '../context.ts'
import { carryDown } from './lists.ts'
import { differences, levelsAt } from './share.ts'

/** A list at which somebody had something for a time that is over. It does not count since then. */
export const expiredAccess = (
  db: Db,
  now: number,
): Promise<{ workspace_id: string; list_id: string } | undefined> => listWithExpired(db, now)

/** Writes down that what was granted at a list, or above it, is over: who lost something by that is told. */
export async function endExpired(context: Context, listId: string): Promise<void> {
  const { db, workspace, now } = context
  const over = (await grantsCounting(db, workspace.id, listId)).filter(
    ({ expires_time }) => expires_time !== null && expires_time <= now,
  )
  const places = new Map(over.map(({ list_id, node_id }) => [list_id, node_id]))
  const kinds = await kindsOfNodes(db, workspace.id, [...places.values()])
  for (const [id, nodeId] of places) {
    const before = await levelsAt({ ...context, now: 0 }, id)
    await carryDown(context, id)
    const changes = differences(before, await levelsAt(context, id))
    const type = kinds.get(nodeId) === 'child_page' ? 'page' : 'database'
    if (changes.length === 0) continue
    context.record({ type: 'page.permissions_updated', entity: { type, id: nodeId }, data: { changes } })
  }
  await carryDown(context, listId)
}
