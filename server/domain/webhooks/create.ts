import type { ConnectionRow } from '#server/store/tables/connections.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { countWebhooks, insertWebhook } from '#server/store/webhooks.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { type Capabilities, isCapable } from '../access/capabilities.ts'
import type { Granted } from '../access/levels.ts'
import { randomText } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import { checkAddress } from './address.ts'
import { queueHandshake } from './handshake.ts'
import type { AskedType, Includable } from './webhook.ts'

/** Each is looked after at every event. */
const MOST_WEBHOOKS = 20

export interface NewWebhook {
  url: string
  eventTypes: readonly AskedType[]
  include: readonly Includable[]
  apiVersion: string
}

/** Subscribes a connection. Nothing is told before the address proved that it got the verification token. */
export async function createWebhook(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
  { url, eventTypes, include, apiVersion }: NewWebhook,
): Promise<WebhookRow> {
  const { db, workspace, actor, now } = context
  const address = checkAddress(context, url)
  refuseUntellable(connection, eventTypes)
  if ((await countWebhooks(db, workspace.id, connection.id)) >= MOST_WEBHOOKS) {
    throw invalid(
      `"${connection.name}" has ${MOST_WEBHOOKS} webhook subscriptions, which is the most that a connection may have. Delete one first, or add event types to one.`,
    )
  }
  const row: WebhookRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    connection_id: connection.id,
    url: address,
    event_types: JSON.stringify(eventTypes.map(({ name }) => name)),
    include: JSON.stringify(include),
    api_version: apiVersion,
    state: 'pending_verification',
    paused_reason: null,
    secret: context.secrets.seal(newVerificationToken()),
    sequence: null,
    replay_after: null,
    replay_until: null,
    failures: 0,
    failing_since: null,
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
  }
  await insertWebhook(db, row)
  await queueHandshake(context, row)
  context.record({
    type: 'webhook.created',
    entity: { type: 'webhook', id: row.id },
    data: { connection_id: connection.id },
    after: {
      host: URL.parse(address)!.host,
      event_types: JSON.parse(row.event_types),
      api_version: apiVersion,
    },
  })
  return row
}

/** As Notion's look: `secret_` and 43 letters and digits (256 bits). */
export const newVerificationToken = (): string => `secret_${randomText(43)}`

/** What the connection could never be told is refused when it is asked for, and not passed over in silence. */
export function refuseUntellable(
  { name, capabilities }: Pick<ConnectionRow, 'name' | 'capabilities'>,
  eventTypes: readonly AskedType[],
): void {
  const granted = JSON.parse(capabilities) as Capabilities
  for (const type of eventTypes) {
    if (isCapable(granted, type.needs)) continue
    throw new Problem(
      'forbidden',
      `Insufficient permissions: "${name}" lacks the capability ${type.needs}, which being told of ${type.name} (body.event_types) takes.`,
    )
  }
}
