import type { Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { table, text } from './create.ts'

/** Somebody's own order of what begins their tree. What has no place comes last. */
export async function up(db: Kysely<unknown>, bytewise: RawBuilder<unknown>): Promise<void> {
  await table(db, 'tree_places', ['workspace_id', 'user_id', 'node_id'], {
    workspace_id: text,
    user_id: text,
    node_id: text,
  })
  await sql`alter table tree_places add column position ${bytewise} not null default ''`.execute(db)
}
