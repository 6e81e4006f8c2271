import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { BlockRow } from './tables/content.ts'

/** Ids of blocks that the log names as changed on a page after an event. */
export async function blocksChangedAfter(
  db: Db,
  workspaceId: string,
  pageId: string,
  sequence: number,
): Promise<Set<string>> {
  const rows = await db.sql
    .selectFrom('events')
    .select('data')
    .where('workspace_id', '=', workspaceId)
    .where('entity_id', '=', pageId)
    .where('sequence', '>', sequence)
    .where('type', '=', 'page.content_updated')
    .execute()
  const named = rows.flatMap(({ data }) => (JSON.parse(data).updated_blocks ?? []) as { id: string }[])
  return new Set(named.map(({ id }) => id))
}

/** Whether the log tells anything of some pages or databases after an event. */
export async function anyHappenedAfter(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  sequence: number,
): Promise<boolean> {
  if (ids.length === 0) return false
  const { rows } = await sql`
    select sequence from events where workspace_id = ${workspaceId} and sequence > ${sequence}
      and ${dialects[db.dialect].idIn('entity_id', JSON.stringify(ids))}
    limit 1
  `.execute(db.sql)
  return rows.length > 0
}

/** The children of a node in use, whole and in order. */
export const wholeChildren = (db: Db, workspaceId: string, parentId: string): Promise<BlockRow[]> =>
  db.sql
    .selectFrom('blocks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('parent_id', '=', parentId)
    .where('trash_root', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()

/** Takes one block out of the trash and leaves what went there with it. */
export async function restoreBlockAlone(db: Db, workspaceId: string, id: string): Promise<void> {
  await db.sql
    .updateTable('blocks')
    .set({
      trash_root: null,
      has_children: 0,
      ready: null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}
