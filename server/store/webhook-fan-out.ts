/** Events on their way to subscriptions. */
import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { WebhookDeliveryRow, WebhookRow } from './tables/events.ts'

export type WebhookKey = Pick<WebhookRow, 'workspace_id' | 'id'>

/** Active subscriptions that did not look at every event yet, those that lag most first. */
export const webhooksBehind = (db: Db, limit: number): Promise<WebhookKey[]> =>
  db.sql
    .selectFrom('webhooks as w')
    .innerJoin('workspaces as s', 's.id', 'w.workspace_id')
    .select(['w.workspace_id', 'w.id'])
    .where('w.state', '=', 'active')
    .where((eb) => eb.or([eb('w.sequence', '<', eb.ref('s.sequence')), eb('w.replay_after', 'is not', null)]))
    .orderBy((eb) => eb('s.sequence', '-', eb.ref('w.sequence')), 'desc')
    .limit(limit)
    .execute()

/** Takes an active subscription for the rest of the transaction; undefined where another process has it. */
export async function takeWebhook(db: Db, { workspace_id, id }: WebhookKey): Promise<WebhookRow | undefined> {
  const { rows } = await sql<WebhookRow>`
    select * from webhooks where workspace_id = ${workspace_id} and id = ${id} and state = 'active'
    ${dialects[db.dialect].skipLocked}`.execute(db.sql)
  return rows[0]
}

export const insertDeliveries = (db: Db, rows: readonly WebhookDeliveryRow[]): Promise<void> =>
  db.insertRows('webhook_deliveries', rows as never)

/** Deliveries about some objects that others become a part of until a time within `from` and `to`, if nobody sends them yet. */
export async function openDeliveries(
  db: Db,
  { workspace_id, id }: WebhookKey,
  entityIds: readonly string[],
  from: number,
  to: number,
): Promise<WebhookDeliveryRow[]> {
  if (entityIds.length === 0) return []
  const { rows } = await sql<WebhookDeliveryRow>`
    select * from webhook_deliveries
    where workspace_id = ${workspace_id} and webhook_id = ${id} and due_time between ${from} and ${to}
      and ${dialects[db.dialect].idIn('entity_id', JSON.stringify(entityIds))}
      and due_time = open_until
    order by sequence`.execute(db.sql)
  return rows
}

/** @returns false where somebody sends it meanwhile: then it is claimed until later. */
export async function addToDelivery(
  db: Db,
  { workspace_id, id, last_sequence, timestamp, node_id, authors, data }: WebhookDeliveryRow,
): Promise<boolean> {
  const { numUpdatedRows } = await db.sql
    .updateTable('webhook_deliveries')
    .set({ last_sequence, timestamp, node_id, authors, data })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('due_time', '=', (eb) => eb.ref('open_until'))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
