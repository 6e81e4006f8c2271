import { type Kysely, type RawBuilder, sql } from 'kysely'
import { dialects } from '../dialects/current.ts'
import type { Db, DialectName } from '../dialects/dialect.ts'
import {
  addColumn,
  bigint,
  flag,
  index,
  optionalBigint,
  optionalInteger,
  optionalText,
  table,
  text,
} from './create.ts'

/** Events as feeds, webhooks and the audit log read them; what readers lost; subscriptions and what was sent to them. */
export async function up(kysely: Kysely<unknown>, _bytewise: RawBuilder<unknown>, db: Db): Promise<void> {
  await describeEvents(kysely, db.dialect)
  await createLosses(kysely)
  await createWebhooks(kysely)
}

async function describeEvents(kysely: Kysely<unknown>, dialect: DialectName): Promise<void> {
  await addColumn(kysely, 'workspaces', 'last_event_time', 'bigint not null default 0')
  await addColumn(kysely, 'workspaces', 'changes_from', 'bigint not null default 1')
  await addColumn(kysely, 'workspaces', 'events_from', 'bigint not null default 1')
  // Times never go back from now on: requests that waited for others had written when they began.
  await sql`update events set timestamp = counted.latest
    from (
      select workspace_id, sequence, max(timestamp) over (partition by workspace_id order by sequence) as latest
      from events
    ) as counted
    where events.workspace_id = counted.workspace_id and events.sequence = counted.sequence
      and events.timestamp <> counted.latest`.execute(kysely)
  await sql`update workspaces set last_event_time = coalesce(
    (select max(timestamp) from events where events.workspace_id = workspaces.id), 0)`.execute(kysely)

  await addColumn(kysely, 'events', 'feed', "text not null default 'none'")
  await addColumn(kysely, 'events', 'node_id', 'text')
  await addColumn(kysely, 'events', 'origin', "text not null default 'api'")
  for (const column of ['ip_address', 'user_agent', 'before', 'after'])
    await addColumn(kysely, 'events', column, 'text')

  // What was recorded before this migration is told like what comes after it.
  const { toJson } = dialects[dialect]
  const data = toJson(sql.ref('data'))
  const member = (json: RawBuilder<unknown>, name: string) => sql`(${json} ->> ${sql.lit(name)})`
  await sql`update events set feed = 'content', node_id = entity_id
    where entity_type in ('page', 'database', 'data_source')`.execute(kysely)
  await sql`update events set feed = 'content', node_id = ${member(data, 'page_id')}
    where entity_type = 'comment'`.execute(kysely)
  await sql`update events set feed = 'content', node_id = ${member(sql`(${data} -> 'parent')`, 'id')}
    where entity_type = 'view'`.execute(kysely)
  await sql`update events set feed = 'content' where entity_type = 'file_upload'`.execute(kysely)
  await sql`update events set feed = 'people' where entity_type in ('user', 'group', 'invitation')
    or type in ('connection.added', 'connection.removed')`.execute(kysely)

  await index(kysely, 'events', ['workspace_id', 'actor_id', 'sequence'], 'actor')
  await index(kysely, 'events', ['workspace_id', 'entity_id', 'sequence'], 'entity')
  await index(kysely, 'events', ['workspace_id', 'type', 'sequence'], 'type')
  await sql`create index events_people on events (workspace_id, sequence) where feed = 'people'`.execute(
    kysely,
  )
  // What is done later still came from somewhere.
  for (const later of ['async_tasks', 'template_fills']) await addColumn(kysely, later, 'source', 'text')
  for (const statement of dialects[dialect].keepEvents) await statement.execute(kysely)
}

async function createLosses(kysely: Kysely<unknown>): Promise<void> {
  await addColumn(kysely, 'access_entries', 'since', 'bigint not null default 0')
  await addColumn(kysely, 'blocks', 'access_since', 'bigint')
  await sql`create index access_entries_expiry on access_entries (expires_time)
    where expires_time is not null`.execute(kysely)
  await table(kysely, 'access_losses', ['workspace_id', 'principal', 'sequence', 'node_id', 'through'], {
    workspace_id: text,
    principal: text,
    sequence: bigint,
    node_id: text,
    through: text,
    since: bigint,
  })
  await index(kysely, 'access_losses', ['workspace_id', 'sequence'], 'sequence')
  await index(kysely, 'access_losses', ['workspace_id', 'node_id', 'principal'], 'node')
  await sql`create index access_losses_through on access_losses (workspace_id, through)
    where through <> ''`.execute(kysely)
}

async function createWebhooks(kysely: Kysely<unknown>): Promise<void> {
  await table(kysely, 'webhooks', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    connection_id: text,
    url: text,
    event_types: text,
    include: text,
    api_version: text,
    state: text,
    paused_reason: optionalText,
    secret: text,
    sequence: optionalBigint,
    replay_after: optionalBigint,
    replay_until: optionalBigint,
    failures: flag,
    failing_since: optionalBigint,
    created_time: bigint,
    created_by: text,
    last_edited_time: bigint,
  })
  await index(kysely, 'webhooks', ['workspace_id', 'connection_id'], 'connection')
  await index(kysely, 'webhooks', ['state'], 'state')
  await index(kysely, 'webhooks', ['id'])
  await table(kysely, 'webhook_deliveries', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    webhook_id: text,
    kind: text,
    event_id: text,
    type: text,
    entity_type: text,
    entity_id: text,
    node_id: optionalText,
    sequence: bigint,
    last_sequence: bigint,
    timestamp: bigint,
    authors: text,
    data: text,
    state: text,
    attempts: flag,
    open_until: optionalBigint,
    due_time: optionalBigint,
    first_attempt_time: optionalBigint,
    created_time: bigint,
    finished_time: optionalBigint,
  })
  // Each subscription has its own queue in it, so that a long one stands before no other.
  await sql`create index webhook_deliveries_due on webhook_deliveries (webhook_id, due_time)
    where due_time is not null`.execute(kysely)
  await sql`create index webhook_deliveries_finished on webhook_deliveries (workspace_id, finished_time)
    where finished_time is not null`.execute(kysely)
  await sql`create index webhook_deliveries_waiting on webhook_deliveries (workspace_id, webhook_id, entity_id)
    where due_time is not null`.execute(kysely)
  await index(kysely, 'webhook_deliveries', ['workspace_id', 'webhook_id', 'id'], 'webhook')
  await table(kysely, 'webhook_attempts', ['workspace_id', 'delivery_id', 'attempt_number'], {
    workspace_id: text,
    delivery_id: text,
    attempt_number: flag,
    webhook_id: text,
    url: text,
    started_time: bigint,
    duration: bigint,
    request_headers: text,
    request_body: text,
    status: optionalInteger,
    response_headers: optionalText,
    response_body: optionalText,
    error: optionalText,
  })
}
