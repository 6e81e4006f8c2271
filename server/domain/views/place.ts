/** Where a new view goes, as a request says. */
import { generateKeyBetween } from 'fractional-indexing'
import { tabsOf } from '#server/store/views.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import type { WidgetPlacement } from '#shared/views/dashboard.ts'
import type { Granted } from '../access/levels.ts'
import { databaseFor } from '../access/nodes.ts'
import { type NewParent, parentFor } from '../access/parents.ts'
import { viewFor } from '../access/views.ts'
import type { Context } from '../context.ts'
import type { Database } from '../databases/database.ts'
import type { View } from './view.ts'

/** Among the tabs of a database. */
export type TabPosition = { type: 'start' } | { type: 'end' } | { type: 'after_view'; view_id: string }

export interface ViewPlaceRequest {
  database_id?: string | undefined
  view_id?: string | undefined
  create_database?:
    | { parent: { page_id: string }; position?: { type: 'after_block'; block_id: string } | undefined }
    | undefined
  position?: TabPosition | undefined
  placement?: WidgetPlacement | undefined
}

export type ViewPlace =
  | { type: 'tab'; database: Granted<Database, 'edit'>; position: TabPosition }
  | { type: 'widget'; dashboard: Granted<View, 'edit'>; placement: WidgetPlacement }
  /** A database of its own that links to the data source. */
  | { type: 'linked'; parent: NewParent; afterBlockId: string | null }

export async function viewPlaceFor(context: Context, request: ViewPlaceRequest): Promise<ViewPlace> {
  const { database_id, view_id, create_database, position, placement } = request
  if ([database_id, view_id, create_database].filter((one) => one !== undefined).length !== 1) {
    throw invalid('Exactly one of database_id, view_id, or create_database must be provided.')
  }
  if (position !== undefined && database_id === undefined) {
    throw invalid('position is the place among the views of a database: it needs database_id.')
  }
  if (placement !== undefined && view_id === undefined) {
    throw invalid('placement is the place in a dashboard: it needs view_id.')
  }
  if (database_id !== undefined) {
    const database = await databaseFor(context, database_id, 'edit')
    return { type: 'tab', database, position: position ?? { type: 'end' } }
  }
  if (view_id !== undefined) {
    const dashboard = await viewFor(context, view_id, 'edit')
    if (dashboard.type !== 'dashboard') {
      throw invalid(`View ${dashboard.id} is a ${dashboard.type}: only a dashboard has widgets.`)
    }
    return { type: 'widget', dashboard, placement: placement ?? { type: 'new_row' } }
  }
  const parent = await parentFor(context, { page_id: create_database!.parent.page_id })
  return { type: 'linked', parent, afterBlockId: create_database!.position?.block_id ?? null }
}

/** The key of a new tab. */
export async function tabPosition(
  { db, workspace }: Context,
  databaseId: string,
  position: TabPosition,
): Promise<string> {
  const tabs = await tabsOf(db, workspace.id, databaseId)
  if (position.type === 'start') return generateKeyBetween(null, tabs[0]?.position ?? null)
  if (position.type === 'end') return generateKeyBetween(tabs.at(-1)?.position ?? null, null)
  const index = tabs.findIndex(({ id }) => id === toUuid(position.view_id))
  if (index === -1) throw invalid(`View ${position.view_id} is not a view of database ${databaseId}.`)
  return generateKeyBetween(tabs[index]!.position, tabs[index + 1]?.position ?? null)
}
