import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { WebhookAttemptRow, WebhookDeliveryRow, WebhookRow } from './tables/events.ts'

/** A subscription with its queue. */
export type QueuedWebhook = WebhookRow & { is_due: boolean | number }

/**
 * The subscriptions, of any workspace, for which something is due, and those of `atWork` for which something still
 * waits; never one that is paused. It looks at a few entries of the index for each subscription that has anything
 * waiting, however much that is.
 */
export async function dueWebhooks(db: Db, now: number, atWork: readonly string[]): Promise<QueuedWebhook[]> {
  const { textIn } = dialects[db.dialect]
  const { rows } = await sql<QueuedWebhook>`
    with recursive waiting (webhook_id) as (
      select (select webhook_id from webhook_deliveries where due_time is not null order by webhook_id limit 1)
      union all
      select (
        select d.webhook_id from webhook_deliveries d
        where d.due_time is not null and d.webhook_id > waiting.webhook_id order by d.webhook_id limit 1
      ) from waiting where waiting.webhook_id is not null
    ), queued as (
      select w.*, exists (
        select 1 from webhook_deliveries d where d.webhook_id = w.id and d.due_time <= ${now}
      ) as is_due
      from waiting cross join webhooks w where w.id = waiting.webhook_id and w.state <> 'paused'
    )
    select * from queued where is_due or ${textIn('id', JSON.stringify(atWork))}`.execute(db.sql)
  return rows
}

/** Claims what is due for a subscription until a time, what has waited longest first; as it happened. */
export async function claimDeliveries(
  db: Db,
  webhookId: string,
  now: number,
  until: number,
  limit: number,
): Promise<WebhookDeliveryRow[]> {
  const { skipLocked } = dialects[db.dialect]
  const { rows } = await sql<WebhookDeliveryRow>`
    with due as (
      select workspace_id, id from webhook_deliveries
      where webhook_id = ${webhookId} and due_time <= ${now} order by due_time limit ${limit} ${skipLocked}
    )
    update webhook_deliveries set due_time = ${until}
    where (workspace_id, id) in (select workspace_id, id from due) returning *`.execute(db.sql)
  return rows.sort((a, b) => a.sequence - b.sequence)
}

/** What became of a claimed delivery; `due_time` is the next one. */
export type DeliveryChange = Pick<
  WebhookDeliveryRow,
  'workspace_id' | 'id' | 'state' | 'attempts' | 'due_time' | 'first_attempt_time' | 'finished_time'
> & { claimed_until: number }

/** Ends claims; returns the ids of those that still held. */
export async function endClaims(db: Db, changes: readonly DeliveryChange[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const changed = dialects[db.dialect].recordsIn(JSON.stringify(changes), {
    workspace_id: 'text',
    id: 'text',
    claimed_until: 'bigint',
    state: 'text',
    attempts: 'bigint',
    due_time: 'bigint',
    first_attempt_time: 'bigint',
    finished_time: 'bigint',
  })
  const { rows } = await sql<{ id: string }>`
    update webhook_deliveries set state = changed.state, attempts = changed.attempts, due_time = changed.due_time,
      first_attempt_time = changed.first_attempt_time, finished_time = changed.finished_time
    from ${changed} as changed
    where webhook_deliveries.workspace_id = changed.workspace_id and webhook_deliveries.id = changed.id
      and webhook_deliveries.due_time = changed.claimed_until
    returning webhook_deliveries.id`.execute(db.sql)
  return new Set(rows.map(({ id }) => id))
}

export const insertAttempts = (db: Db, rows: readonly WebhookAttemptRow[]): Promise<void> =>
  db.insertRows('webhook_attempts', rows as never)

export async function updateDelivery(
  db: Db,
  { workspace_id, id }: Pick<WebhookDeliveryRow, 'workspace_id' | 'id'>,
  change: Partial<Omit<WebhookDeliveryRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('webhook_deliveries')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** Writes down that an address failed: since when, and how many events were given up. */
export async function noteFailures(
  db: Db,
  { workspace_id, id }: WebhookRow,
  now: number,
  givenUp: number,
): Promise<Pick<WebhookRow, 'failures' | 'failing_since'>> {
  return db.sql
    .updateTable('webhooks')
    .set(({ fn, eb, ref, val }) => ({
      failures: eb(ref('failures'), '+', givenUp),
      failing_since: fn.coalesce('failing_since', val(now)),
    }))
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .returning(['failures', 'failing_since'])
    .executeTakeFirstOrThrow()
}

/** Forgets that an address failed. */
export async function noteSuccess(db: Db, { workspace_id, id }: WebhookRow): Promise<void> {
  await db.sql
    .updateTable('webhooks')
    .set({ failures: 0, failing_since: null })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** Drops some of what waits for a subscription. */
export async function deleteWaiting(db: Db, webhookId: string, limit: number): Promise<void> {
  const waiting = await db.sql
    .selectFrom('webhook_deliveries')
    .select(['workspace_id', 'id'])
    .where('webhook_id', '=', webhookId)
    .where('due_time', 'is not', null)
    .limit(limit)
    .execute()
  await deleteDeliveries(db, waiting)
}

/**
 * Forgets deliveries that came to their end before a time, at most `limit` of them.
 *
 * @returns how many were forgotten.
 */
export async function deleteOldDeliveries(
  db: Db,
  workspaceId: string,
  before: number,
  limit: number,
): Promise<number> {
  const old = await db.sql
    .selectFrom('webhook_deliveries')
    .select(['workspace_id', 'id'])
    .where('workspace_id', '=', workspaceId)
    .where('finished_time', '<', before)
    .where('due_time', 'is', null)
    .orderBy('finished_time')
    .limit(limit)
    .execute()
  await deleteDeliveries(db, old)
  return old.length
}

async function deleteDeliveries(
  db: Db,
  deliveries: readonly Pick<WebhookDeliveryRow, 'workspace_id' | 'id'>[],
): Promise<void> {
  const { idIn } = dialects[db.dialect]
  for (const [workspaceId, ofOne] of Map.groupBy(deliveries, ({ workspace_id }) => workspace_id)) {
    const ids = JSON.stringify(ofOne.map(({ id }) => id))
    await db.sql
      .deleteFrom('webhook_attempts')
      .where('workspace_id', '=', workspaceId)
      .where(idIn('delivery_id', ids))
      .execute()
    await db.sql
      .deleteFrom('webhook_deliveries')
      .where('workspace_id', '=', workspaceId)
      .where(idIn('id', ids))
      .execute()
  }
}

/** How many deliveries are to be sent, now or later. */
export async function countWaiting(db: Db): Promise<number> {
  const { count } = await db.sql
    .selectFrom('webhook_deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('due_time', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
