import { generateNKeysBetween } from 'fractional-indexing'
import { tabsOf, tabsShowing, updateView } from '#server/store/views.ts'
import type { Context } from '../context.ts'
import { createDefaultView } from './create-default.ts'

/** The views of a data source go with it into another database. One that stays behind without any gets a new one. */
export async function moveViews(
  context: Context,
  dataSourceId: string,
  from: { databaseId: string; firstDataSourceId: string | undefined },
  toDatabaseId: string,
): Promise<void> {
  const { db, workspace } = context
  const views = await tabsShowing(db, workspace.id, from.databaseId, dataSourceId)
  const last = (await tabsOf(db, workspace.id, toDatabaseId)).at(-1)
  const positions = generateNKeysBetween(last?.position ?? null, null, views.length)
  for (const [index, { id }] of views.entries()) {
    await updateView(db, workspace.id, id, { database_id: toDatabaseId, position: positions[index]! })
  }
  const { databaseId, firstDataSourceId } = from
  if (firstDataSourceId !== undefined && (await tabsOf(db, workspace.id, databaseId)).length === 0) {
    await createDefaultView(context, databaseId, firstDataSourceId)
  }
}
