import { type PlaceInList, visibleViews } from '#server/store/views.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'
import type { Database } from '../databases/database.ts'

/** Whose views are listed: one of both, or what both have in common. */
export interface ViewsOf {
  database: Granted<Database, 'read'> | null
  dataSource: Granted<DataSource, 'read'> | null
}

/**
 * The views of a database in the order of their tabs, or all views of a data source, widgets and linked ones too, as
 * far as the actor sees them.
 */
export const listViews = (
  { db, workspace, actor, now }: Context,
  { database, dataSource }: ViewsOf,
  from: PlaceInList | null,
  count: number,
): Promise<PlaceInList[]> =>
  visibleViews(
    db,
    workspace.id,
    { databaseId: database?.id ?? null, dataSourceId: dataSource?.id ?? null },
    from,
    count,
    actor.principals,
    now,
  )
