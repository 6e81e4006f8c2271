import { connectionById } from '#server/store/connections.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { type AnsweredDeliveryRow, deliveryOf, type WebhooksOf, webhookById } from '#server/store/webhooks.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { absentConnection } from '../connections/find.ts'
import type { Context } from '../context.ts'
import { actsAsOwner, administrationOf } from './administration.ts'
import { connectionFor } from './connections.ts'
import type { Granted } from './levels.ts'

type Asking = Pick<Context, 'db' | 'workspace' | 'actor'>

/**
 * The connection that a subscription is for. A bot subscribes its own; a person, and a bot that administers, names one
 * that they may manage.
 */
export async function subscriberFor(
  context: Asking,
  asked: string | undefined,
): Promise<Granted<ConnectionRow, 'full_access'>> {
  const { db, workspace, actor } = context
  const own = actor.connection?.id
  if (own !== undefined && (asked === undefined || toUuid(asked) === own)) {
    const connection = (await connectionById(db, workspace.id, own))!
    refuseScattered(connection)
    return connection as Granted<ConnectionRow, 'full_access'>
  }
  if (asked === undefined) {
    throw invalid(
      'body failed validation: body.connection_id should be defined, instead was `undefined`: a person subscribes one of their connections.',
    )
  }
  if (actor.type === 'bot' && !actsAsOwner(actor)) throw absentConnection(toUuid(asked))
  return connectionFor(context, administrationOf(context, workspace.id, 'members'), asked, 'full_access')
}

/**
 * The tokens of a client that registered itself lie with the people who use it, not with one developer: one of them
 * would hear of what the others see.
 */
function refuseScattered({ name, is_self_registered }: ConnectionRow): void {
  if (is_self_registered === 0) return
  throw new Problem(
    'forbidden',
    `"${name}" registered itself, so its tokens cannot subscribe it: a person who manages it can.`,
  )
}

/** Whose subscriptions somebody is shown. */
export async function subscribersFor(context: Asking, asked: string | undefined): Promise<WebhooksOf> {
  const { actor, workspace } = context
  if (asked !== undefined || actor.type === 'bot') {
    return { connectionId: (await subscriberFor(context, asked)).id }
  }
  const { isOwner } = administrationOf(context, workspace.id, 'members')
  return isOwner ? {} : { madeBy: actor.userId }
}

/** A subscription that the caller may manage. That of another connection is absent. */
export async function webhookFor(
  context: Asking,
  asked: string,
): Promise<Granted<WebhookRow, 'full_access'>> {
  const id = toUuid(asked)
  const row = await webhookById(context.db, context.workspace.id, id)
  if (row === undefined || !(await maySubscribe(context, row.connection_id))) {
    throw new Problem('absent', `Could not find webhook with ID: ${id}.`)
  }
  return row as Granted<WebhookRow, 'full_access'>
}

async function maySubscribe(context: Asking, connectionId: string): Promise<boolean> {
  try {
    await subscriberFor(context, connectionId)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

/** Something that was or is to be sent to a subscription. */
export async function deliveryFor(
  context: Asking,
  webhookId: string,
  asked: string,
): Promise<{
  webhook: Granted<WebhookRow, 'full_access'>
  delivery: Granted<AnsweredDeliveryRow, 'full_access'>
}> {
  const webhook = await webhookFor(context, webhookId)
  const id = toUuid(asked)
  const delivery = await deliveryOf(context.db, webhook, id)
  if (delivery === undefined) throw new Problem('absent', `Could not find delivery with ID: ${id}.`)
  return { webhook, delivery: delivery as Granted<AnsweredDeliveryRow, 'full_access'> }
}
