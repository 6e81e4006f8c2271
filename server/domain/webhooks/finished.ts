import type { Db } from '#server/store/dialects/dialect.ts'
import type { WebhookAttemptRow, WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import {
  type DeliveryChange,
  endClaims,
  insertAttempts,
  noteFailures,
  noteSuccess,
} from '#server/store/webhook-deliveries.ts'
import type { Failing } from './pause.ts'
import { nextAttempt, timeWanted } from './schedule.ts'

/** A subscription is paused when so many events in a row were given up, */
const MOST_GIVEN_UP = 10

/** or when nothing was taken for so long, in milliseconds. */
const LONGEST_FAILING = 3 * 24 * 60 * 60 * 1000

/** What became of a claimed delivery. */
export interface Finished {
  webhookId: string
  change: DeliveryChange
  /** Null when nothing was sent. */
  attempt: WebhookAttemptRow | null
}

/** @param chance from 0 to 1. */
export function finish(
  delivery: WebhookDeliveryRow,
  attempt: WebhookAttemptRow | null,
  now: number,
  chance: number,
): Finished {
  const { workspace_id, id, webhook_id: webhookId, attempts } = delivery
  const first = delivery.first_attempt_time ?? attempt?.started_time ?? null
  const change = { workspace_id, id, claimed_until: delivery.due_time!, first_attempt_time: first }
  const ended = { due_time: null, finished_time: now }
  if (attempt === null)
    return { webhookId, attempt, change: { ...change, ...ended, attempts, state: 'withheld' } }
  const number = attempts + 1
  if (isTaken(attempt))
    return { webhookId, attempt, change: { ...change, ...ended, attempts: number, state: 'delivered' } }
  const due_time = nextAttempt(number, { first: first!, now, wanted: pauseWanted(attempt, now), chance })
  const after =
    due_time === null
      ? { ...ended, state: 'failed' as const }
      : { due_time, finished_time: null, state: 'waiting' as const }
  return { webhookId, attempt, change: { ...change, ...after, attempts: number } }
}

/** A claim that is given back. */
export const release = (delivery: WebhookDeliveryRow, now: number): DeliveryChange => ({
  ...delivery,
  claimed_until: delivery.due_time!,
  due_time: now,
})

const isTaken = ({ status }: WebhookAttemptRow): boolean => status !== null && status >= 200 && status < 300

function pauseWanted({ status, response_headers }: WebhookAttemptRow, now: number): number | null {
  if (status !== 429 && status !== 503) return null
  return timeWanted(JSON.parse(response_headers!)['retry-after'], now)
}

/**
 * Writes down what became of deliveries, where their claims still hold.
 *
 * @returns the subscriptions that are to be paused, by id, and why.
 */
export async function writeFinished(
  db: Db,
  finished: readonly Finished[],
  webhooks: ReadonlyMap<string, WebhookRow>,
  now: number,
): Promise<Map<string, Failing>> {
  const held = await endClaims(
    db,
    finished.map(({ change }) => change),
  )
  const written = finished.filter(({ change }) => held.has(change.id))
  await insertAttempts(
    db,
    written.flatMap(({ attempt }) => attempt ?? []),
  )
  const toPause = new Map<string, Failing>()
  for (const [webhookId, ofOne] of Map.groupBy(written, (one) => one.webhookId)) {
    const webhook = webhooks.get(webhookId)
    if (webhook?.state !== 'active') continue
    const reason = await noteHealth(db, webhook, ofOne, now)
    if (reason !== null) toPause.set(webhookId, reason)
  }
  return toPause
}

/** @returns why a subscription is to be paused, if it is. */
async function noteHealth(
  db: Db,
  webhook: WebhookRow,
  finished: readonly Finished[],
  now: number,
): Promise<Failing | null> {
  if (finished.some(({ attempt }) => attempt?.status === 410)) return 'gone'
  if (finished.some(({ change }) => change.state === 'delivered')) {
    if (webhook.failures > 0 || webhook.failing_since !== null) await noteSuccess(db, webhook)
    return null
  }
  if (finished.every(({ attempt }) => attempt === null)) return null
  const givenUp = finished.filter(({ change }) => change.state === 'failed').length
  const { failures, failing_since } =
    givenUp > 0 || webhook.failing_since === null ? await noteFailures(db, webhook, now, givenUp) : webhook
  return failures >= MOST_GIVEN_UP || now - failing_since! > LONGEST_FAILING ? 'failing' : null
}
