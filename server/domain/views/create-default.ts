import { generateKeyBetween } from 'fractional-indexing'
import { insertView, tabsOf } from '#server/store/views.ts'
import type { Context } from '../context.ts'
import { recordView } from './view.ts'

/** Adds the view that every data source begins with: a table, after the views that its database has. */
export async function createDefaultView(
  context: Context,
  databaseId: string,
  dataSourceId: string,
): Promise<void> {
  const { db, workspace, actor, now } = context
  const id = context.newId()
  const tabs = await tabsOf(db, workspace.id, databaseId)
  await insertView(db, {
    workspace_id: workspace.id,
    id,
    database_id: databaseId,
    data_source_id: dataSourceId,
    dashboard_view_id: null,
    name: 'Default view',
    type: 'table',
    position: generateKeyBetween(tabs.at(-1)?.position ?? null, null),
    filter: null,
    sorts: null,
    quick_filters: null,
    configuration: '{}',
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  recordView(context, 'view.created', { id, databaseId }, { view_type: 'table' })
}
