import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import type { Context } from '../context.ts'

/** What is to be sent, and when. */
export type Told = Omit<
  WebhookDeliveryRow,
  | 'workspace_id'
  | 'id'
  | 'webhook_id'
  | 'state'
  | 'attempts'
  | 'first_attempt_time'
  | 'created_time'
  | 'finished_time'
>

/** A delivery of which nothing was sent yet. */
export const newDelivery = (
  { newId, now }: Pick<Context, 'newId' | 'now'>,
  { workspace_id, id }: WebhookRow,
  told: Told,
): WebhookDeliveryRow => ({
  workspace_id,
  id: newId(),
  webhook_id: id,
  ...told,
  state: 'waiting',
  attempts: 0,
  first_attempt_time: null,
  created_time: now,
  finished_time: null,
})
