import type { Kysely } from 'kysely'
import { index } from './create.ts'

/**
 * Somebody's groups are found in an index that has the groups too. Of two columns alone SQLite thinks less than of the
 * primary key, which has all three, and walks through every member of every group of the workspace.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('group_members_user').execute()
  await index(db, 'group_members', ['workspace_id', 'user_id', 'group_id'], 'user')
}
