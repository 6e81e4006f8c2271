import { insertView } from '#server/store/views.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { ViewPlace } from '../access/views.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import { createContainer } from '../databases/create.ts'
import { initialConfiguration, noSettings, type SettingsRequest, settingsAfter } from './settings.ts'
import { tabPosition } from './tabs.ts'
import { printed, recordView } from './view.ts'
import { addWidget } from './widgets.ts'

export interface NewView extends SettingsRequest {
  name: string
  type: string
}

/** Makes a view of a data source: a tab of a database, a widget of a dashboard, or a linked database on a page. */
export async function createView(
  context: Context,
  dataSource: Granted<DataSource, 'read'>,
  place: ViewPlace,
  { name, type, ...request }: NewView,
): Promise<string> {
  refuseInTrash(dataSource)
  if (place.type === 'tab') refuseInTrash(place.database)
  if (place.type === 'widget') refuseInTrash(place.dashboard.database)
  if (place.type === 'widget' && type === 'dashboard') throw invalid('A dashboard cannot be a widget.')

  const { db, workspace, actor, now } = context
  const id = context.newId()
  const schema = type === 'dashboard' ? null : dataSource.schema
  const configuration = request.configuration ? {} : initialConfiguration(type, dataSource.schema)
  const settings = settingsAfter(type, schema, { ...noSettings, configuration }, request)
  const databaseId = await databaseOf(context, place)
  await insertView(db, {
    workspace_id: workspace.id,
    id,
    database_id: databaseId,
    data_source_id: schema === null ? null : dataSource.id,
    dashboard_view_id: place.type === 'widget' ? place.dashboard.id : null,
    name,
    type,
    position: await positionOf(context, databaseId, place),
    filter: printed(settings.filter),
    sorts: printed(settings.sorts),
    quick_filters: printed(settings.quickFilters),
    configuration: JSON.stringify(settings.configuration),
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  recordView(context, 'view.created', { id, databaseId }, { view_type: type })
  if (place.type === 'widget')
    await addWidget(context, { ...place.dashboard, databaseId }, id, place.placement)
  return id
}

/** A widget has its place in the dashboard. */
const positionOf = async (context: Context, databaseId: string, place: ViewPlace): Promise<string> =>
  place.type === 'widget'
    ? ''
    : tabPosition(context, databaseId, place.type === 'tab' ? place.position : { type: 'end' })

async function databaseOf(context: Context, place: ViewPlace): Promise<string> {
  if (place.type === 'tab') return place.database.id
  if (place.type === 'widget') return place.dashboard.database.id
  return createContainer(context, place.parent, {
    // A title of its own would tell those who see the page and not the data source.
    title: [],
    description: [],
    icon: null,
    cover: null,
    isInline: true,
    ...(place.afterBlockId === null ? {} : { afterBlockId: place.afterBlockId }),
  })
}
