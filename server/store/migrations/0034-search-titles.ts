import { type Kysely, sql } from 'kysely'

/** Pages by their last edit, as a search lists them; and what stands at the top of a workspace or a teamspace. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await sql`create index blocks_pages_edited on blocks (workspace_id, last_edited_time, id)
    where type = 'child_page'`.execute(kysely)
  await sql`create index blocks_top on blocks (workspace_id, id) where parent_type = 'workspace'`.execute(
    kysely,
  )
  // The index has more of titles than it had.
  await sql`insert into search_sweeps (workspace_id, scope, after_id) select id, '', '' from workspaces where true
    on conflict (workspace_id, scope) do update set after_id = ''`.execute(kysely)
}
