import { type Kysely, sql } from 'kysely'
import { addColumn, bigint, index, table, text } from './create.ts'

/** What SCIM keeps of people and groups, and when and from where its tokens are used. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  for (const column of ['created_by', 'revoked_by', 'last_used_address', 'last_used_agent'])
    await addColumn(kysely, 'scim_tokens', column, 'text')
  for (const column of ['expires_time', 'last_used_time'])
    await addColumn(kysely, 'scim_tokens', column, 'bigint')
  await index(kysely, 'scim_tokens', ['workspace_id', 'id'])

  await addColumn(kysely, 'users', 'updated_time', 'bigint not null default 0')
  await sql`update users set updated_time = created_time`.execute(kysely)
  await index(kysely, 'users', ['workspace_id', 'updated_time'])
  // Holds all that a page of people is found by.
  await sql`create index users_people on users (workspace_id, id, type, state)
    where type = 'person' and state <> 'removed'`.execute(kysely)

  await addColumn(kysely, 'groups', 'version', 'integer not null default 1')
  await addColumn(kysely, 'groups', 'directory', 'text')
  await addColumn(kysely, 'groups', 'name_key', "text not null default ''")
  await writeNameKeys(kysely as Kysely<Named>)
  await index(kysely, 'groups', ['workspace_id', 'name_key'])

  await table(kysely, 'directory_people', ['workspace_id', 'user_id'], {
    workspace_id: text,
    user_id: text,
    directory: text,
    attributes: text,
    updated_time: bigint,
  })
  await table(kysely, 'directory_keys', ['workspace_id', 'kind', 'key', 'user_id'], {
    workspace_id: text,
    kind: text,
    key: text,
    user_id: text,
  })
  await index(kysely, 'directory_keys', ['workspace_id', 'user_id'])
  await table(kysely, 'directory_external_ids', ['workspace_id', 'directory', 'resource_id'], {
    workspace_id: text,
    directory: text,
    resource_id: text,
    external_id: text,
  })
  await index(kysely, 'directory_external_ids', ['workspace_id', 'directory', 'external_id'])
}

interface Named {
  groups: { workspace_id: string; id: string; name: string; name_key: string }
}

/** Lower case as JavaScript has it: SQLite knows that of ASCII only. */
async function writeNameKeys(kysely: Kysely<Named>): Promise<void> {
  for (const { workspace_id, id, name } of await kysely.selectFrom('groups').selectAll().execute()) {
    await kysely
      .updateTable('groups')
      .set({ name_key: name.toLowerCase() })
      .where('workspace_id', '=', workspace_id)
      .where('id', '=', id)
      .execute()
  }
}
