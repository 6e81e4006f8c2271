import { visibleDataSourceIds } from '#server/store/nodes.ts'
import type { Context } from '../context.ts'

/** Those of some data sources that the actor may read. */
export async function visibleDataSources(
  { db, workspace, actor, now }: Context,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await visibleDataSourceIds(db, workspace.id, ids, actor.principals, now)
  return new Set(rows.map((row) => row.id))
}
