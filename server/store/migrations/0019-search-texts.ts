import { type Kysely, type RawBuilder, sql } from 'kysely'
import { dialects } from '../dialects/current.ts'
import type { Db } from '../dialects/dialect.ts'
import { bigint, index, table, text } from './create.ts'

/** Texts are found by their words. What exists is indexed in the background: every workspace begins with a sweep. */
export async function up(kysely: Kysely<unknown>, _bytewise: RawBuilder<unknown>, db: Db): Promise<void> {
  for (const statement of dialects[db.dialect].createSearch) await statement.execute(kysely)
  await table(kysely, 'search_progress', ['workspace_id'], {
    workspace_id: text,
    number: bigint,
    sequence: bigint,
  })
  await table(kysely, 'search_sweeps', ['workspace_id', 'scope'], {
    workspace_id: text,
    scope: text,
    after_id: text,
  })
  await index(kysely, 'comments', ['workspace_id', 'container_id', 'id'], 'container')
  await sql`insert into search_progress (workspace_id, number, sequence)
    select id, row_number() over (order by id), sequence from workspaces`.execute(kysely)
  await sql`insert into search_sweeps (workspace_id, scope, after_id) select id, '', '' from workspaces`.execute(
    kysely,
  )
}
