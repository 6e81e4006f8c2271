/** What computing formulas and rollups reads: many rows, links and schemas at once. */
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import type { Link } from './relations.ts'
import type { QueriedRow } from './rows.ts'

export type SourceRow = QueriedRow & { data_source_id: string }

/** Rows of any data sources by their ids, however many: whether they may be seen was asked of their links. */
export const sourceRows = (db: Db, workspaceId: string, ids: readonly string[]): Promise<SourceRow[]> =>
  db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .select([
      'b.id',
      'p.data_source_id',
      'p.properties',
      'b.created_time',
      'b.created_by',
      'b.last_edited_time',
      'b.last_edited_by',
      'p.unique_number',
    ])
    .where('p.workspace_id', '=', workspaceId)
    .where(dialects[db.dialect].idIn('p.id', JSON.stringify(ids)))
    .where('p.data_source_id', 'is not', null)
    .execute() as Promise<SourceRow[]>

/** All links of some properties of some pages, in order, without those to the trash or to hidden pages. */
export const linksOfPages = (
  db: Db,
  workspaceId: string,
  pageIds: readonly string[],
  propertyIds: readonly string[],
  { principals, now }: { principals: string; now: number },
): Promise<Pick<Link, 'page_id' | 'property_id' | 'target_id'>[]> =>
  db.sql
    .selectFrom('relations as r')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'r.workspace_id').onRef('b.id', '=', 'r.target_id'),
    )
    .select(['r.page_id', 'r.property_id', 'r.target_id'])
    .where('r.workspace_id', '=', workspaceId)
    .where(dialects[db.dialect].idIn('r.page_id', JSON.stringify(pageIds)))
    .where('r.property_id', 'in', propertyIds)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
    .orderBy('r.position')
    .orderBy('r.target_id')
    .execute()

/** The schemas of data sources, and whether one of the principals may read them. */
export const schemasByIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  principals: string,
  now: number,
): Promise<{ id: string; properties: string; is_visible: number | boolean }[]> =>
  db.sql
    .selectFrom('data_sources as d')
    .innerJoin('blocks as c', (join) =>
      join.onRef('c.workspace_id', '=', 'd.workspace_id').onRef('c.id', '=', 'd.database_id'),
    )
    .select([
      'd.id',
      'd.properties',
      isVisible(db, workspaceId, 'c.access_id', principals, now).as('is_visible'),
    ])
    .where('d.workspace_id', '=', workspaceId)
    .where(dialects[db.dialect].idIn('d.id', JSON.stringify(ids)))
    .execute()
