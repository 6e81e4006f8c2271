import type { Kysely } from 'kysely'
import { addColumn, index } from './create.ts'

/** Discussions are found by the page they are on, and say who resolved them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'discussions', 'resolved_by', 'text')
  await index(db, 'discussions', ['workspace_id', 'container_id', 'id'], 'container')
}
