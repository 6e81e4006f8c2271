import type { Db } from './dialects/dialect.ts'
import type { WebhookRow } from './tables.ts'

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
