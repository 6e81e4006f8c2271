import type { Db } from './dialects/dialect.ts'
import type { WebhookAttemptRow, WebhookDeliveryRow, WebhookRow } from './tables/events.ts'

export const insertWebhook = (db: Db, row: WebhookRow): Promise<unknown> =>
  db.sql.insertInto('webhooks').values(row).execute()

/** One that was not deleted. */
export const webhookById = (db: Db, workspaceId: string, id: string): Promise<WebhookRow | undefined> =>
  db.sql
    .selectFrom('webhooks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '!=', 'deleted')
    .executeTakeFirst()

/** Whose subscriptions are meant: of one connection, of those that somebody made, or of all. */
export interface WebhooksOf {
  connectionId?: string
  madeBy?: string
}

/** Subscriptions from `fromId` on in the order they were made. */
export const listedWebhooks = (
  db: Db,
  workspaceId: string,
  { connectionId, madeBy }: WebhooksOf,
  fromId: string | null,
  limit: number,
): Promise<WebhookRow[]> =>
  db.sql
    .selectFrom('webhooks as w')
    .selectAll('w')
    .where('w.workspace_id', '=', workspaceId)
    .where('w.state', '!=', 'deleted')
    .$if(connectionId !== undefined, (query) => query.where('w.connection_id', '=', connectionId!))
    .$if(madeBy !== undefined, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('connections as c')
            .select('c.id')
            .whereRef('c.workspace_id', '=', 'w.workspace_id')
            .whereRef('c.id', '=', 'w.connection_id')
            .whereRef('c.home_workspace_id', '=', 'w.workspace_id')
            .where('c.created_by', '=', madeBy!),
        ),
      ),
    )
    .$if(fromId !== null, (query) => query.where('w.id', '>=', fromId!))
    .orderBy('w.id')
    .limit(limit)
    .execute()

export async function countWebhooks(db: Db, workspaceId: string, connectionId: string): Promise<number> {
  const { count } = await db.sql
    .selectFrom('webhooks')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('state', '!=', 'deleted')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function updateWebhook(
  db: Db,
  { workspace_id, id }: Pick<WebhookRow, 'workspace_id' | 'id'>,
  change: Partial<Omit<WebhookRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('webhooks')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** Ends every subscription of a connection. */
export async function deleteWebhooks(
  db: Db,
  workspaceId: string,
  connectionId: string,
  now: number,
): Promise<void> {
  await db.sql
    .updateTable('webhooks')
    .set({ state: 'deleted', last_edited_time: now })
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute()
}

/** The number of the last event of a workspace. */
export async function lastSequence(db: Db, workspaceId: string): Promise<number> {
  const row = await db.sql
    .selectFrom('workspaces')
    .select('sequence')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return row.sequence
}

/** A delivery with the status of the last answer to it; null where none came yet. */
export type AnsweredDeliveryRow = WebhookDeliveryRow & { last_status: number | null }

export interface DeliveryFilter {
  state: WebhookDeliveryRow['state'] | null
  type: string | null
}

const deliveriesOf = (db: Db, workspaceId: string, webhookId: string) =>
  db.sql
    .selectFrom('webhook_deliveries as d')
    .selectAll('d')
    .select((eb) =>
      eb
        .selectFrom('webhook_attempts as a')
        .select('a.status')
        .whereRef('a.workspace_id', '=', 'd.workspace_id')
        .whereRef('a.delivery_id', '=', 'd.id')
        .orderBy('a.attempt_number', 'desc')
        .limit(1)
        .as('last_status'),
    )
    .where('d.workspace_id', '=', workspaceId)
    .where('d.webhook_id', '=', webhookId)

/**
 * Has those that were given up sent again, the oldest first and at most `limit` of them.
 *
 * @returns how many.
 */
export async function reviveFailed(
  db: Db,
  { workspace_id, id }: Pick<WebhookRow, 'workspace_id' | 'id'>,
  now: number,
  limit: number,
): Promise<number> {
  const { numUpdatedRows } = await db.sql
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting', due_time: now, first_attempt_time: null, finished_time: null })
    .where('workspace_id', '=', workspace_id)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('workspace_id', '=', workspace_id)
        .where('webhook_id', '=', id)
        .where('state', '=', 'failed')
        .orderBy('id')
        .limit(limit),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** What was and is to be sent to a subscription, newest first, from `fromId` on. */
export const listedDeliveries = (
  db: Db,
  { workspace_id, id }: Pick<WebhookRow, 'workspace_id' | 'id'>,
  { state, type }: DeliveryFilter,
  fromId: string | null,
  limit: number,
): Promise<AnsweredDeliveryRow[]> =>
  deliveriesOf(db, workspace_id, id)
    .$if(state !== null, (query) => query.where('state', '=', state!))
    .$if(type !== null, (query) => query.where('type', '=', type!))
    .$if(fromId !== null, (query) => query.where('id', '<=', fromId!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const deliveryOf = (
  db: Db,
  { workspace_id, id }: Pick<WebhookRow, 'workspace_id' | 'id'>,
  deliveryId: string,
): Promise<AnsweredDeliveryRow | undefined> =>
  deliveriesOf(db, workspace_id, id).where('id', '=', deliveryId).executeTakeFirst()

/** The requests that were made for a delivery, first first. */
export const attemptsOf = (
  db: Db,
  { workspace_id, id }: Pick<WebhookDeliveryRow, 'workspace_id' | 'id'>,
): Promise<WebhookAttemptRow[]> =>
  db.sql
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('delivery_id', '=', id)
    .orderBy('attempt_number')
    .execute()
