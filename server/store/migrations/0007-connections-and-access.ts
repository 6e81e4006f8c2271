import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { addColumn, bigint, flag, index, optionalBigint, optionalText, table, text } from './create.ts'

/** Connections as administrators govern them, OAuth, grants that have an id, invitations, teamspaces, mail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await describeConnections(db)
  await createGovernance(db)
  await createOAuth(db)
  await giveGrantsIds(db)
  await createTeamspaces(db)
  await createInvitations(db)
  await createMails(db)
}

async function describeConnections(db: Kysely<unknown>): Promise<void> {
  const texts = [
    'description',
    'logo_url',
    'website_url',
    'support_url',
    'privacy_url',
    'terms_url',
    'developer_name',
    'template_url',
    // Where it was made: another workspace than this one where somebody installed or approved it.
    'home_workspace_id',
    'previous_secret_hash',
  ]
  for (const column of texts) await addColumn(db, 'connections', column, 'text')
  await addColumn(db, 'connections', 'previous_secret_expires_time', 'bigint')
  // Who may add it to pages and take it away; and whether other workspaces of this server may install it.
  await addColumn(db, 'connections', 'page_managers', "text not null default 'members'")
  await addColumn(db, 'connections', 'distribution', "text not null default 'any_workspace'")
  await addColumn(db, 'connections', 'client_auth_method', "text not null default 'client_secret_basic'")
  await addColumn(db, 'connections', 'is_self_registered', 'integer not null default 0')
  await addColumn(db, 'connections', 'access_token_seconds', 'bigint')
  await addColumn(db, 'connections', 'updated_time', 'bigint not null default 0')
  await sql`update connections set updated_time = created_time, home_workspace_id = workspace_id`.execute(db)

  // What is told of a connection is the same in every workspace that knows it.
  await index(db, 'connections', ['id'])

  // Of the bot of somebody who authorised a public connection: what was agreed to then.
  await addColumn(db, 'users', 'capabilities', 'text')
  await addColumn(db, 'users', 'removed_time', 'bigint')
  await db.schema
    .createIndex('users_connection')
    .on('users')
    .columns(['workspace_id', 'connection_id'])
    .execute()

  await addColumn(db, 'tokens', 'family_id', 'text')
  await addColumn(db, 'tokens', 'created_by', 'text')
  await addColumn(db, 'tokens', 'revoked_by', 'text')
  await addColumn(db, 'tokens', 'scope', 'text')
  await addColumn(db, 'tokens', 'resource', 'text')
  await addColumn(db, 'tokens', 'last_used_time', 'bigint')
  await addColumn(db, 'tokens', 'last_used_address', 'text')
  await addColumn(db, 'tokens', 'last_used_agent', 'text')
  await db.schema
    .createIndex('tokens_connection')
    .on('tokens')
    .columns(['workspace_id', 'connection_id'])
    .execute()
  await db.schema.createIndex('tokens_id').on('tokens').columns(['workspace_id', 'id']).execute()
}

async function createGovernance(db: Kysely<unknown>): Promise<void> {
  await table(db, 'connection_installs', ['workspace_id', 'connection_id', 'user_id'], {
    workspace_id: text,
    connection_id: text,
    user_id: text,
    bot_id: text,
    created_time: bigint,
    updated_time: bigint,
  })
  await index(db, 'connection_installs', ['workspace_id', 'user_id'])
  await table(db, 'approved_connections', ['workspace_id', 'connection_id'], {
    workspace_id: text,
    connection_id: text,
    created_time: bigint,
    created_by: optionalText,
  })
  await table(db, 'connection_requests', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    connection_id: text,
    user_id: text,
    message: optionalText,
    state: text,
    created_time: bigint,
    decided_time: optionalBigint,
    decided_by: optionalText,
  })
  await index(db, 'connection_requests', ['workspace_id', 'connection_id', 'user_id'])
}

async function createOAuth(db: Kysely<unknown>): Promise<void> {
  await table(db, 'oauth_clients', ['client_id'], {
    client_id: text,
    workspace_id: text,
    connection_id: text,
    created_time: bigint,
    last_used_time: optionalBigint,
  })
  await sql`
    insert into oauth_clients (client_id, workspace_id, connection_id, created_time)
    select client_id, workspace_id, id, created_time from connections where client_id is not null
  `.execute(db)
  await index(db, 'oauth_clients', ['connection_id'])
  await table(db, 'oauth_codes', ['hash'], {
    hash: text,
    workspace_id: text,
    connection_id: text,
    client_id: text,
    user_id: text,
    redirect_uri: optionalText,
    code_challenge: optionalText,
    resource: optionalText,
    scope: optionalText,
    capabilities: text,
    choice: text,
    expires_time: bigint,
    used_time: optionalBigint,
    family_id: text,
    created_time: bigint,
  })
  await index(db, 'oauth_codes', ['expires_time'])
  await table(db, 'oauth_refresh_tokens', ['hash'], {
    hash: text,
    workspace_id: text,
    connection_id: text,
    client_id: text,
    bot_id: text,
    family_id: text,
    scope: optionalText,
    resource: optionalText,
    created_time: bigint,
    used_time: optionalBigint,
    successor_sealed: optionalText,
    revoked_time: optionalBigint,
  })
  await index(db, 'oauth_refresh_tokens', ['workspace_id', 'family_id'])
}

async function giveGrantsIds(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'access_grants', 'id', "text not null default ''")
  await addColumn(db, 'access_grants', 'updated_time', 'bigint not null default 0')
  await addColumn(db, 'access_grants', 'updated_by', 'text')
  await addColumn(db, 'access_grants', 'link', 'text')
  await sql`update access_grants set updated_time = created_time, updated_by = created_by`.execute(db)
  type Key = { workspace_id: string; list_id: string; principal: string }
  const { rows } = await sql<Key>`select workspace_id, list_id, principal from access_grants`.execute(db)
  for (const { workspace_id, list_id, principal } of rows) {
    await sql`
      update access_grants set id = ${v7()}
      where workspace_id = ${workspace_id} and list_id = ${list_id} and principal = ${principal}
    `.execute(db)
  }
  await index(db, 'access_grants', ['workspace_id', 'id'])
  await index(db, 'access_grants', ['workspace_id', 'expires_time'])
  await addColumn(db, 'access_lists', 'is_archived', 'integer not null default 0')
}

async function createTeamspaces(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'groups', 'updated_time', 'bigint not null default 0')
  await sql`update groups set updated_time = created_time`.execute(db)
  await table(db, 'teamspaces', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    name: text,
    description: optionalText,
    icon: optionalText,
    visibility: text,
    is_default: flag,
    access_id: text,
    settings: text,
    archived_time: optionalBigint,
    created_time: bigint,
    created_by: optionalText,
    updated_time: bigint,
  })
  await table(db, 'teamspace_members', ['workspace_id', 'teamspace_id', 'principal'], {
    workspace_id: text,
    teamspace_id: text,
    principal: text,
    role: text,
    created_time: bigint,
  })
  await index(db, 'teamspace_members', ['workspace_id', 'principal'])
}

async function createInvitations(db: Kysely<unknown>): Promise<void> {
  await table(db, 'invitations', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    email: text,
    email_key: text,
    role: text,
    state: text,
    token_hash: text,
    message: optionalText,
    user_id: optionalText,
    created_time: bigint,
    created_by: optionalText,
    expires_time: bigint,
    decided_time: optionalBigint,
  })
  await index(db, 'invitations', ['workspace_id', 'email_key'])
  await index(db, 'invitations', ['token_hash'])
}

async function createMails(db: Kysely<unknown>): Promise<void> {
  await table(db, 'mails', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    recipient: text,
    subject: text,
    text: text,
    html: text,
    attempts: flag,
    due_time: optionalBigint,
    sent_time: optionalBigint,
    failure: optionalText,
    created_time: bigint,
  })
  await index(db, 'mails', ['due_time'])
}
