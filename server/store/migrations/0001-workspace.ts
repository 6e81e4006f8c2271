import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from 'kysely'

/** The directory, the tree of pages, access and events. */
export async function up(db: Kysely<unknown>, bytewise: RawBuilder<unknown>): Promise<void> {
  const table = (name: string, primaryKey: string[], columns: Columns) =>
    create(db, name, primaryKey, columns)
  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute()

  await table('instance', ['name'], { name: text, value: text })
  await table('workspaces', ['id'], {
    id: text,
    name: text,
    icon: optionalText,
    domains: text,
    settings: text,
    sequence: bigint,
    created_time: bigint,
  })
  await table('users', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    type: text,
    name: optionalText,
    avatar_url: optionalText,
    email: optionalText,
    email_key: optionalText,
    role: optionalText,
    connection_id: optionalText,
    owner_user_id: optionalText,
    state: text,
    created_time: bigint,
  })
  await db.schema
    .createIndex('users_email')
    .on('users')
    .columns(['workspace_id', 'email_key'])
    .unique()
    .execute()
  await table('groups', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    name: text,
    created_time: bigint,
  })
  await table('group_members', ['workspace_id', 'group_id', 'user_id'], {
    workspace_id: text,
    group_id: text,
    user_id: text,
  })
  await index('group_members_user', 'group_members', ['workspace_id', 'user_id'])
  await table('connections', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    name: text,
    kind: text,
    capabilities: text,
    bot_id: optionalText,
    first_party: flag,
    client_id: optionalText,
    client_secret_hash: optionalText,
    client_secret_sealed: optionalText,
    redirect_uris: text,
    created_time: bigint,
    created_by: optionalText,
  })
  await table('tokens', ['hash'], {
    hash: text,
    workspace_id: text,
    id: text,
    kind: text,
    user_id: text,
    connection_id: optionalText,
    name: optionalText,
    hint: text,
    sealed: optionalText,
    created_time: bigint,
    expires_time: optionalBigint,
    revoked_time: optionalBigint,
  })
  await index('tokens_user', 'tokens', ['workspace_id', 'user_id'])
  await table('scim_tokens', ['hash'], {
    hash: text,
    workspace_id: text,
    id: text,
    name: text,
    hint: text,
    created_time: bigint,
    revoked_time: optionalBigint,
  })

  await table('blocks', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    type: text,
    parent_type: text,
    parent_id: optionalText,
    container_id: text,
    position: bytewise,
    content: text,
    has_children: flag,
    created_time: bigint,
    created_by: text,
    last_edited_time: bigint,
    last_edited_by: text,
    trash_root: optionalText,
    access_id: optionalText,
    ready: optionalText,
  })
  await index('blocks_children', 'blocks', ['workspace_id', 'parent_id', 'position', 'id'])
  await index('blocks_access', 'blocks', ['workspace_id', 'access_id'])
  await table('pages', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    data_source_id: optionalText,
    title: text,
    title_key: text,
    icon: optionalText,
    cover: optionalText,
    properties: text,
    is_locked: flag,
    is_archived: flag,
    is_template: flag,
    unique_number: optionalBigint,
    ready: optionalText,
    ready_version: bigint,
  })
  await index('pages_data_source', 'pages', ['workspace_id', 'data_source_id', 'id'])
  await table('databases', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    title: text,
    description: text,
    icon: optionalText,
    cover: optionalText,
    is_inline: flag,
    is_locked: flag,
  })
  await table('data_sources', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    database_id: text,
    title: text,
    title_key: text,
    description: text,
    icon: optionalText,
    properties: text,
    schema_version: bigint,
    next_unique_number: bigint,
    position: bytewise,
    in_trash: flag,
    created_time: bigint,
    created_by: text,
    last_edited_time: bigint,
    last_edited_by: text,
  })
  await index('data_sources_database', 'data_sources', ['workspace_id', 'database_id', 'position'])
  await table('relations', ['workspace_id', 'page_id', 'property_id', 'target_id'], {
    workspace_id: text,
    page_id: text,
    property_id: bytewise,
    target_id: text,
    position: bigint,
  })
  await index('relations_target', 'relations', ['workspace_id', 'target_id'])

  await table('discussions', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    parent_type: text,
    parent_id: text,
    container_id: text,
    resolved_time: optionalBigint,
  })
  await index('discussions_parent', 'discussions', ['workspace_id', 'parent_id'])
  await table('comments', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    discussion_id: text,
    parent_type: text,
    parent_id: text,
    container_id: text,
    rich_text: text,
    display_name: text,
    created_time: bigint,
    created_by: text,
    last_edited_time: bigint,
  })
  await index('comments_parent', 'comments', ['workspace_id', 'parent_id', 'id'])
  await index('comments_discussion', 'comments', ['workspace_id', 'discussion_id', 'id'])

  await table('access_lists', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    node_id: text,
    parent_list_id: optionalText,
  })
  await index('access_lists_parent', 'access_lists', ['workspace_id', 'parent_list_id'])
  await index('access_lists_node', 'access_lists', ['workspace_id', 'node_id'])
  await table('access_grants', ['workspace_id', 'list_id', 'principal'], {
    workspace_id: text,
    list_id: text,
    principal: text,
    level: flag,
    expires_time: optionalBigint,
    created_time: bigint,
    created_by: optionalText,
  })
  await index('access_grants_principal', 'access_grants', ['workspace_id', 'principal'])
  await table('access_entries', ['workspace_id', 'list_id', 'principal', 'level'], {
    workspace_id: text,
    list_id: text,
    principal: text,
    level: flag,
    expires_time: optionalBigint,
  })
  await index('access_entries_principal', 'access_entries', ['workspace_id', 'principal'])

  await table('rate_windows', ['workspace_id', 'subject'], {
    workspace_id: text,
    subject: text,
    started: bigint,
    count: bigint,
  })
  await table('events', ['workspace_id', 'sequence'], {
    workspace_id: text,
    sequence: bigint,
    id: text,
    type: text,
    timestamp: bigint,
    actor_type: text,
    actor_id: optionalText,
    entity_type: text,
    entity_id: text,
    data: text,
  })
}

const text = 'text'
const optionalText = 'text?'
const bigint = 'bigint'
const optionalBigint = 'bigint?'
const flag = 'integer'

type ColumnType = 'text' | 'text?' | 'bigint' | 'bigint?' | 'integer' | RawBuilder<unknown>
type Columns = Record<string, ColumnType>

async function create(db: Kysely<unknown>, name: string, primaryKey: string[], columns: Columns) {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const optional = typeof type === 'string' && type.endsWith('?')
    const plain = typeof type === 'string' ? sql.raw(type.replace('?', '')) : type
    builder = builder.addColumn(column, plain as RawBuilder<unknown>, (c) => (optional ? c : c.notNull()))
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, primaryKey as never[]).execute()
}
