import { endsOfLog } from '#server/store/feed.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { positionOf } from '../events/cursor.ts'

/**
 * Tells once more what was told since a cursor of the change feed, with the same ids. A replay that is under way goes
 * on from wherever more is told again.
 */
export async function replay(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
  startCursor: string,
): Promise<WebhookRow> {
  if (webhook.sequence === null) {
    throw invalid('This webhook is not verified yet: nothing was told that could be told again.')
  }
  const { db, workspace } = context
  const { sequence } = positionOf(context, startCursor, await endsOfLog(db, workspace.id))
  const after = Math.min(sequence, webhook.replay_after ?? sequence)
  if (after >= webhook.sequence) return webhook
  const change = { replay_after: after, replay_until: webhook.sequence }
  await updateWebhook(db, webhook, change)
  return { ...webhook, ...change }
}
