import { type Kysely, sql } from 'kysely'
import { addColumn } from './create.ts'

const WEEK = 7 * 24 * 60 * 60_000

/**
 * Which account has come in as a person is known, and which links of invitations were mailed. An owner's word for a
 * domain is told from that of whoever runs the server, and counts no more where there are several workspaces.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'users', 'entered_by', 'text')
  await addColumn(db, 'invitations', 'is_mailed', 'integer not null default 0')
  // Who could come in until now has. An account whose e-mail nobody proved has where it was invited.
  await sql`update users set entered_by = (
    select a.id from accounts as a where a.email_key = users.email_key and (a.email_verified = 1 or exists (
      select 1 from invitations as i where i.workspace_id = users.workspace_id and i.user_id = users.id
    ))
  ) where type = 'person'`.execute(db)

  await sql`update domains set proof = 'owner' where proof = 'trust' and created_by is not null`.execute(db)
  const isTooMany = sql`proof = 'owner' and (select count(*) from workspaces) > 1`
  await sql`delete from verified_domains where exists (
    select 1 from domains where domains.id = verified_domains.domain_id and ${isTooMany}
  )`.execute(db)
  const now = Date.now()
  await sql`update domains set state = 'pending', proof = null, due_time = ${now}, code_expires_time = ${now + WEEK}
    where ${isTooMany}`.execute(db)
}
