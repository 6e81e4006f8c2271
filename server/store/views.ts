import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import { prepared } from './prepared.ts'
import type { ViewRow } from './tables/content.ts'

export const viewById = prepared<ViewRow, [workspaceId: string, id: string]>((query, [workspaceId, id]) =>
  query.selectFrom('views').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id),
)

/** The tabs of a database in order, whoever may see them. */
export const tabsOf = prepared<Pick<ViewRow, 'id' | 'position'>, [workspaceId: string, databaseId: string]>(
  (query, [workspaceId, databaseId]) =>
    query
      .selectFrom('views')
      .select(['id', 'position'])
      .where('workspace_id', '=', workspaceId)
      .where('database_id', '=', databaseId)
      .where('dashboard_view_id', 'is', null)
      .orderBy('position')
      .orderBy('id'),
)

/** Where a list of views begins or ends; its position orders a view before its id does. */
export type PlaceInList = Pick<ViewRow, 'id' | 'position'>

/**
 * Views whose database and data source one of the principals may read: the tabs of a database, or all views of a
 * data source that are not in the trash with their database.
 */
export const visibleViews = (
  db: Db,
  workspaceId: string,
  of: { databaseId: string | null; dataSourceId: string | null },
  from: PlaceInList | null,
  limit: number,
  principals: string,
  now: number,
): Promise<PlaceInList[]> =>
  db.sql
    .selectFrom('views as v')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'v.workspace_id').onRef('c.id', '=', 'v.database_id'),
    )
    .leftJoin('data_sources as d', (join) =>
      join.onRef('d.workspace_id', '=', 'v.workspace_id').onRef('d.id', '=', 'v.data_source_id'),
    )
    .leftJoin('blocks as s', (join) =>
      join.onRef('s.workspace_id', '=', 'd.workspace_id').onRef('s.id', '=', 'd.database_id'),
    )
    .select(['v.id', 'v.position'])
    .where('v.workspace_id', '=', workspaceId)
    .$if(of.databaseId !== null, (query) =>
      query.where('v.database_id', '=', of.databaseId!).where('v.dashboard_view_id', 'is', null),
    )
    .$if(of.databaseId === null, (query) => query.where('c.trash_root', 'is', null))
    .$if(of.dataSourceId !== null, (query) => query.where('v.data_source_id', '=', of.dataSourceId!))
    .$if(from !== null, (query) =>
      query.where(sql<boolean>`(v.position, v.id) >= (${from?.position}, ${from?.id})`),
    )
    .where(isVisible(db, workspaceId, 'c.access_id', principals, now))
    .where(({ or, eb }) =>
      or([eb('v.data_source_id', 'is', null), isVisible(db, workspaceId, 's.access_id', principals, now)]),
    )
    .orderBy('v.position')
    .orderBy('v.id')
    .limit(limit)
    .execute()

/** Data sources that the tabs of a database show, each once, in the order of the tabs. */
export async function dataSourcesShown(db: Db, workspaceId: string, databaseId: string): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('views')
    .select('data_source_id')
    .where('workspace_id', '=', workspaceId)
    .where('database_id', '=', databaseId)
    .where('data_source_id', 'is not', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return [...new Set(rows.map((row) => row.data_source_id!))]
}

/** The widgets of a dashboard. */
export const widgetsOf = (db: Db, workspaceId: string, dashboardViewId: string): Promise<ViewRow[]> =>
  db.sql
    .selectFrom('views')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('dashboard_view_id', '=', dashboardViewId)
    .orderBy('id')
    .execute()

/** The tabs of a database that show one of its data sources. */
export const tabsShowing = (
  db: Db,
  workspaceId: string,
  databaseId: string,
  dataSourceId: string,
): Promise<{ id: string }[]> =>
  db.sql
    .selectFrom('views')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('database_id', '=', databaseId)
    .where('data_source_id', '=', dataSourceId)
    .where('dashboard_view_id', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()

/** The tabs of a database that show one of its data sources under some name, the first one first. */
export const viewsNamed = (
  db: Db,
  workspaceId: string,
  databaseId: string,
  dataSourceId: string,
  name: string,
): Promise<Pick<ViewRow, 'id' | 'type'>[]> =>
  db.sql
    .selectFrom('views')
    .select(['id', 'type'])
    .where('workspace_id', '=', workspaceId)
    .where('database_id', '=', databaseId)
    .where('data_source_id', '=', dataSourceId)
    .where('dashboard_view_id', 'is', null)
    .where('name', '=', name)
    .orderBy('position')
    .orderBy('id')
    .execute()

export const insertView = (db: Db, row: ViewRow): Promise<void> => db.insertRows('views', [row as never])

export async function updateView(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<ViewRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('views')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteViews(db: Db, workspaceId: string, ids: readonly string[]): Promise<void> {
  await db.sql.deleteFrom('views').where('workspace_id', '=', workspaceId).where('id', 'in', ids).execute()
}
