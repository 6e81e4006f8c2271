import { type Kysely, sql } from 'kysely'

/** What went to the trash together is found without looking at every block. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await sql`create index blocks_trash on blocks (workspace_id, trash_root) where trash_root is not null`.execute(
    kysely,
  )
}
