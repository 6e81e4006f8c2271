import type { Actor } from '#server/domain/access/actor.ts'
import { actorsOf, type ConnectionActors } from '#server/domain/access/bots.ts'
import type { Workspace } from '#server/domain/context.ts'
import { botsTold } from '#server/domain/webhooks/visible.ts'
import { type Delivery, eventOf, type Webhook } from '#server/domain/webhooks/webhook.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { type Base, readingContext } from '#server/http/contexts.ts'
import type { AnyRoute } from '#server/http/route.ts'
import type { ApiVersion } from '../versions/change.ts'
import { includedIn } from './include.ts'
import { namesAt } from './names.ts'

/**
 * The body of a delivery (Notion's "Webhooks: events & delivery"), compact and in the order of Notion's samples: some
 * receivers print what they parsed before they check the signature.
 *
 * @returns null when the connection may no longer be told.
 */
export async function bodyOf(
  base: Base,
  routes: readonly AnyRoute[],
  webhook: Webhook,
  delivery: Delivery,
  attemptNumber: number,
): Promise<string | null> {
  const { workspace, isPublic, bots } = await recipientOf(base, webhook)
  const now = base.surroundings.now()
  const at = { db: base.store.reader, workspace, now }
  const told = await botsTold(at, bots, eventOf(delivery, typeOf(webhook, delivery)))
  const [first] = told
  if (first === undefined) return null
  const asFirst = readingContext(base, { actor: first, workspace }, now)
  const data = JSON.parse(delivery.data)
  return JSON.stringify({
    id: delivery.event_id,
    timestamp: new Date(delivery.timestamp).toISOString(),
    workspace_id: workspace.id,
    workspace_name: workspace.name,
    subscription_id: webhook.id,
    integration_id: webhook.connection_id,
    type: delivery.type,
    authors: JSON.parse(delivery.authors),
    ...(isPublic ? { accessible_by: told.flatMap(accessOf) } : {}),
    attempt_number: attemptNumber,
    api_version: webhook.api_version,
    entity: { id: delivery.entity_id, type: delivery.entity_type },
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(JSON.parse(webhook.include).includes('entity')
      ? { included: await includedIn(asFirst, webhook.api_version as ApiVersion, routes, delivery) }
      : {}),
  })
}

type Recipient = ConnectionActors & { workspace: Workspace }

/** Whom a subscription tells: read with the subscription itself, which is several times a second where much is told. */
function recipientOf({ store }: Base, webhook: Webhook): Promise<Recipient> {
  const known = recipients.get(webhook) ?? readRecipient(store.reader, webhook)
  recipients.set(webhook, known)
  return known
}

const recipients = new WeakMap<Webhook, Promise<Recipient>>()

async function readRecipient(
  reader: Base['store']['reader'],
  { workspace_id, connection_id }: Webhook,
): Promise<Recipient> {
  const workspace = await readWorkspace(reader, workspace_id)
  return { ...(await actorsOf(reader, workspace_id, connection_id)), workspace }
}

/** What its name stands for; of two types either, as both are told to the same. */
const typeOf = ({ api_version }: Webhook, { type }: Delivery) =>
  namesAt(api_version as ApiVersion).get(type)![0]!

/** The bot, and the person whom it acts for. */
const accessOf = ({ userId, ownerUserId }: Actor) => [
  ...(ownerUserId === undefined ? [] : [{ id: ownerUserId, type: 'person' }]),
  { id: userId, type: 'bot' },
]
