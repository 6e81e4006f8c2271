/** Templates of data sources, and pages that they are still to be copied into. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import type { TemplateFillRow } from './tables/workspaces.ts'

export interface TemplateOfSource {
  id: string
  title: string
  title_key: string
}

/** The templates of a data source in use that one of the principals may read, oldest first. */
export const templatesOf = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  principals: string,
  now: number,
): Promise<TemplateOfSource[]> =>
  db.sql
    .selectFrom('pages as p')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'p.workspace_id').onRef('b.id', '=', 'p.id'),
    )
    .select(['p.id', 'p.title', 'p.title_key'])
    .where('p.workspace_id', '=', workspaceId)
    .where('p.data_source_id', '=', dataSourceId)
    // Written out, so that the index of templates is used.
    .where(sql<boolean>`p.is_template = 1`)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
    .orderBy('b.created_time')
    .orderBy('b.id')
    .execute()

export const insertFill = (db: Db, row: TemplateFillRow): Promise<unknown> =>
  db.sql.insertInto('template_fills').values(row).execute()

/** The page of any workspace that waits longest to be filled. */
export const dueFill = (db: Db, now: number): Promise<TemplateFillRow | undefined> =>
  db.sql
    .selectFrom('template_fills')
    .selectAll()
    .where('due_time', '<=', now)
    .orderBy('due_time')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

export const fillById = (db: Db, workspaceId: string, id: string): Promise<TemplateFillRow | undefined> =>
  db.sql
    .selectFrom('template_fills')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export async function updateFill(
  db: Db,
  workspaceId: string,
  id: string,
  change: Pick<TemplateFillRow, 'attempts' | 'due_time'>,
): Promise<void> {
  await db.sql
    .updateTable('template_fills')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function deleteFill(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql
    .deleteFrom('template_fills')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}
