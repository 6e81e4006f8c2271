import { type Kysely, type RawBuilder, sql } from 'kysely'
import { nameKeys } from '../name-keys.ts'
import { addColumn, bigint, flag, index, optionalText, table, text } from './create.ts'

/** What directories asked and what changed, and where they and people are of two minds. */
export async function up(kysely: Kysely<unknown>, bytewise: RawBuilder<unknown>): Promise<void> {
  await table(kysely, 'scim_requests', ['workspace_id', 'time', 'id'], {
    workspace_id: text,
    time: bigint,
    id: text,
    method: text,
    path: text,
    status: 'integer',
    token_id: text,
    directory: text,
    ip_address: optionalText,
    user_agent: optionalText,
    resource_id: optionalText,
    changes: optionalText,
    error: optionalText,
    error_type: optionalText,
    is_trial: flag,
    is_bulk: flag,
    count: 'integer',
  })
  await index(kysely, 'scim_requests', ['workspace_id', 'resource_id', 'time', 'id'], 'resource')

  await addColumn(kysely, 'users', 'sessions_from', 'bigint not null default 0')
  for (const column of ['name_key', 'family_key']) {
    await sql`alter table users add column ${sql.ref(column)} ${bytewise}`.execute(kysely)
    await sql`create index ${sql.ref(`users_${column}`)} on users (workspace_id, ${sql.ref(column)})
      where ${sql.ref(column)} is not null`.execute(kysely)
  }
  await sql`create index users_suspended on users (workspace_id, id)
    where type = 'person' and state = 'suspended'`.execute(kysely)
  await writeNameKeys(kysely as Kysely<Named>)
  await writeSaidNames(kysely as Kysely<Named>)
  await addColumn(kysely, 'directory_people', 'said', 'text')
  await table(kysely, 'directory_conflicts', ['workspace_id', 'resource_id', 'field', 'user_id'], {
    workspace_id: text,
    id: text,
    resource_type: text,
    resource_id: text,
    field: text,
    user_id: text,
    directory: text,
    directory_value: text,
    value: text,
    changed_by: optionalText,
    changed_time: bigint,
  })
  await index(kysely, 'directory_conflicts', ['workspace_id', 'id'])
  await index(kysely, 'directory_conflicts', ['workspace_id', 'user_id'])
}

interface Named {
  users: {
    workspace_id: string
    id: string
    type: string
    name: string | null
    email: string | null
    name_key: string | null
    family_key: string | null
  }
  directory_people: { workspace_id: string; user_id: string; attributes: string }
  directory_keys: { workspace_id: string; user_id: string; kind: string; key: string }
}

async function writeSaidNames(kysely: Kysely<Named>): Promise<void> {
  const people = kysely.selectFrom('directory_people').select(['workspace_id', 'user_id', 'attributes'])
  for (const { workspace_id, user_id, attributes } of await people.execute()) {
    const { name = {}, displayName } = JSON.parse(attributes)
    const said = {
      given_name: name.givenName,
      family_name: name.familyName,
      whole_name: name.formatted,
      display_name: displayName,
    }
    const keys = Object.entries(said).flatMap(([kind, value]) =>
      value === undefined ? [] : [{ workspace_id, user_id, kind, key: value.toLowerCase() }],
    )
    if (keys.length > 0) await kysely.insertInto('directory_keys').values(keys).execute()
  }
}

async function writeNameKeys(kysely: Kysely<Named>): Promise<void> {
  const people = await kysely
    .selectFrom('users')
    .select(['workspace_id', 'id', 'name', 'email'])
    .where('type', '=', 'person')
    .execute()
  for (const { workspace_id, id, ...person } of people) {
    await kysely
      .updateTable('users')
      .set(nameKeys(person))
      .where('workspace_id', '=', workspace_id)
      .where('id', '=', id)
      .execute()
  }
}
