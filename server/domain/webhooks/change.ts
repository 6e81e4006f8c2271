import { connectionById } from '#server/store/connections.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { checkAddress } from './address.ts'
import { newVerificationToken, refuseUntellable } from './create.ts'
import { queueHandshake } from './handshake.ts'
import type { AskedType, Includable } from './webhook.ts'

export interface WebhookChange {
  url?: string
  eventTypes?: readonly AskedType[]
  include?: readonly Includable[]
  state?: 'active' | 'paused'
}

/** Changes what is given. Another address gets another token, and must prove that it got it. */
export async function changeWebhook(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
  change: WebhookChange,
): Promise<WebhookRow> {
  const told = await changesOf(context, webhook, change)
  const columns = { ...told, ...stateAfter(webhook, change.state) }
  if (Object.keys(columns).length === 0) return webhook
  const changed: WebhookRow = { ...webhook, ...columns, last_edited_time: context.now }
  const { workspace_id: _, id: __, ...row } = changed
  await updateWebhook(context.db, webhook, row)
  const entity = { type: 'webhook', id: webhook.id }
  if (Object.keys(told).length > 0) {
    context.record({ type: 'webhook.updated', entity, before: shown(webhook), after: shown(changed) })
  }
  if (changed.state !== webhook.state) {
    const type = changed.state === 'paused' ? 'webhook.paused' : 'webhook.resumed'
    context.record({ type, entity, data: changed.state === 'paused' ? { reason: 'requested' } : {} })
  }
  if (columns.secret !== undefined) await queueHandshake(context, changed)
  return changed
}

async function changesOf(
  context: Context,
  webhook: Granted<WebhookRow, 'full_access'>,
  { url, eventTypes, include }: WebhookChange,
): Promise<Partial<WebhookRow>> {
  const columns: Partial<WebhookRow> = {}
  if (url !== undefined && checkAddress(context, url) !== webhook.url) {
    if (webhook.state !== 'pending_verification') {
      throw invalid(
        'body failed validation: body.url should be not present: the address of a webhook can be changed only before it is verified. Make another webhook.',
      )
    }
    columns.url = checkAddress(context, url)
    columns.secret = context.secrets.seal(newVerificationToken())
  }
  if (eventTypes !== undefined) {
    const connection = await connectionById(context.db, webhook.workspace_id, webhook.connection_id)
    refuseUntellable(connection!, eventTypes)
    const names = JSON.stringify(eventTypes.map(({ name }) => name))
    if (names !== webhook.event_types) columns.event_types = names
  }
  if (include !== undefined && JSON.stringify(include) !== webhook.include) {
    columns.include = JSON.stringify(include)
  }
  return columns
}

function stateAfter(
  webhook: Granted<WebhookRow, 'full_access'>,
  state: WebhookChange['state'],
): Partial<WebhookRow> {
  if (state === undefined || state === webhook.state) return {}
  if (webhook.state === 'pending_verification') {
    throw invalid(
      `body failed validation: body.state should be not present: the webhook is not verified yet, instead was \`"${state}"\`.`,
    )
  }
  return state === 'paused'
    ? { state, paused_reason: 'requested' }
    : { state, paused_reason: null, failures: 0, failing_since: null }
}

/** A path may hold a secret of its own. */
const shown = ({ url, event_types, include }: WebhookRow) => ({
  host: URL.parse(url)?.host,
  event_types: JSON.parse(event_types),
  include: JSON.parse(include),
})
