import { generateKeyBetween } from 'fractional-indexing'
import { tabsOf } from '#server/store/views.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import type { TabPosition } from '../access/views.ts'
import type { Context } from '../context.ts'

/** The key of a new tab, or of one that goes elsewhere: `movedId` is then none of its neighbours. */
export async function tabPosition(
  { db, workspace }: Context,
  databaseId: string,
  position: TabPosition,
  movedId: string | null = null,
): Promise<string> {
  const tabs = (await tabsOf(db, workspace.id, databaseId)).filter(({ id }) => id !== movedId)
  if (position.type === 'start') return generateKeyBetween(null, tabs[0]?.position ?? null)
  if (position.type === 'end') return generateKeyBetween(tabs.at(-1)?.position ?? null, null)
  const index = tabs.findIndex(({ id }) => id === toUuid(position.view_id))
  if (index === -1) throw invalid(`View ${position.view_id} is not a view of database ${databaseId}.`)
  return generateKeyBetween(tabs[index]!.position, tabs[index + 1]?.position ?? null)
}
