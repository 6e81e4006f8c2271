import { visibleDataSourceIds } from '#server/store/nodes.ts'
import type { Context } from '../context.ts'

/** Those of some data sources that the actor may read. */
export async function visibleDataSources(
  { db, workspace, actor, now }: Context,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await visibleDataSourceIds(db, workspace.id, ids, actor.principals, now)
  return new Set(rows.map((row) => row.id))
}
