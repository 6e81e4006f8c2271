import { setTimeout as wait } from 'node:timers/promises'
import { UnreachableAddress } from '#server/adapters/outgoing-http.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import { claimDeliveries, deleteWaiting, dueWebhooks, endClaims } from '#server/store/webhook-deliveries.ts'
import { attempt, handshakeBody, type Sending } from './attempt.ts'
import { type Finished, finish, release, writeFinished } from './finished.ts'
import { Line } from './line.ts'
import type { Failing } from './pause.ts'
import { MOST_ATTEMPTS } from './schedule.ts'

/** How long an attempt may take, in milliseconds. */
const LONGEST_ATTEMPT = 10_000

/** How long a process may hold what it is about to send before another one takes over, in milliseconds. */
export const CLAIMED_FOR = 30_000

/** How long what was claimed may wait for its attempt, so that this is over before the claim is. */
const PATIENCE = CLAIMED_FOR - 2 * LONGEST_ATTEMPT

/** What one process claims in all. */
const MOST_CLAIMED = 4000

/** What ends within so many milliseconds is written together, and more is claimed with it. */
const TOGETHER = 40

/** How often is looked for what is due while something is under way, in milliseconds. */
const LOOKS_EVERY = 200

/** How long what is under way may go on when the process stops, in milliseconds. */
const LAST_WAIT = 2000

/** Dropped at a time of what waits for a subscription that was deleted. */
const DROPPED = 1000

export interface Delivering extends Sending {
  store: Pick<Store, 'reader' | 'transaction'>
}

/** What is sent; null when the connection may not be told any more. */
export type BodyOf = (
  webhook: WebhookRow,
  delivery: WebhookDeliveryRow,
  attemptNumber: number,
) => Promise<string | null>

export interface Ways {
  bodyOf: BodyOf
  /** Pauses a subscription, in a transaction of its own. */
  pause(webhook: WebhookRow, reason: Failing): Promise<void>
  /** Told of what failed by a fault of our own, which is tried again when its claim runs out. The others go on. */
  report(error: unknown): void
  /** Aborted when the process stops. */
  stopping: AbortSignal
  /** A number from 0 to 1. */
  chance?(): number
  /** Milliseconds. */
  timeout?: number
}

/**
 * Sends what is due until nothing is, each delivery at least once. Any number of processes may do so over one store:
 * what one has claimed is sent by no other before the claim runs out.
 */
export async function deliverDue(base: Delivering, ways: Ways): Promise<void> {
  const { stopping } = ways
  const giveUp = new AbortController()
  const stop = () => void setTimeout(() => giveUp.abort(), LAST_WAIT).unref()
  stopping.addEventListener('abort', stop, { once: true })
  const lines = new Map<string, Line>()
  const finished: Finished[] = []
  let wake = () => {}
  const send = async ({ webhook }: Line, delivery: WebhookDeliveryRow): Promise<{ took: number }> => {
    try {
      const one = await sendOne(base, ways, webhook, delivery, giveUp.signal)
      finished.push(one)
      return { took: one.attempt?.duration ?? 0 }
    } catch (error) {
      if (!stopping.aborted) ways.report(error)
      return { took: 0 }
    } finally {
      wake()
    }
  }
  const openLine = (webhook: WebhookRow) => new Line(webhook, PATIENCE, send)
  try {
    do {
      await round(base, ways, lines, openLine, finished.splice(0))
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      if (finished.length === 0 && lines.size > 0)
        await Promise.race([woken, wait(LOOKS_EVERY, undefined, { ref: false })])
      if ([...lines.values()].some(({ load }) => load > 0)) await wait(TOGETHER)
    } while (lines.size > 0 || finished.length > 0)
  } finally {
    stopping.removeEventListener('abort', stop)
  }
}

/** Writes down what ended, and claims what there is room for: one transaction for both. */
async function round(
  { store, surroundings }: Delivering,
  { stopping, pause }: Ways,
  lines: Map<string, Line>,
  openLine: (webhook: WebhookRow) => Line,
  finished: readonly Finished[],
): Promise<void> {
  const queued = await dueWebhooks(store.reader, surroundings.now(), [...lines.keys()])
  const webhooks = new Map(queued.map((webhook) => [webhook.id, webhook]))
  const toDrop = queued.filter(({ state }) => state === 'deleted')
  const dropped: WebhookDeliveryRow[] = []
  for (const [id, line] of lines) {
    const webhook = webhooks.get(id)
    const goesOn = webhook !== undefined && webhook.state !== 'deleted' && !stopping.aborted
    if (goesOn) line.webhook = webhook
    else dropped.push(...line.drop())
    if (line.load === 0 && !(goesOn && webhook.is_due)) lines.delete(id)
  }
  const open = stopping.aborted
    ? []
    : queued
        .filter(({ state, is_due }) => state !== 'deleted' && is_due)
        .map((webhook) => lines.get(webhook.id) ?? openLine(webhook))
        .filter(({ room }) => room > 0)
        .sort((a, b) => a.load - b.load)
  if (finished.length + dropped.length + toDrop.length + open.length === 0) return

  const claimed: [Line, WebhookDeliveryRow[]][] = []
  let since = 0
  const toPause = await store.transaction(async (db) => {
    const now = surroundings.now()
    since = performance.now()
    const failing = await writeFinished(db, finished, webhooks, now)
    for (const { id } of toDrop) await deleteWaiting(db, id, DROPPED)
    let left = MOST_CLAIMED - [...lines.values()].reduce((sum, { load }) => sum + load, 0)
    for (const line of open) {
      if (failing.has(line.webhook.id) || left <= 0) continue
      const until = now + CLAIMED_FOR
      const rows = await claimDeliveries(db, line.webhook.id, now, until, Math.min(line.room, left))
      left -= rows.length
      claimed.push([line, rows])
    }
    await endClaims(
      db,
      dropped.map((delivery) => release(delivery, now)),
    )
    return failing
  })
  for (const [id, reason] of toPause) await pause(webhooks.get(id)!, reason)
  for (const [line, rows] of claimed) {
    if (rows.length === 0) continue
    lines.set(line.webhook.id, line)
    line.take(rows, since)
  }
}

async function sendOne(
  base: Delivering,
  { bodyOf, chance = Math.random, timeout = LONGEST_ATTEMPT }: Ways,
  webhook: WebhookRow,
  delivery: WebhookDeliveryRow,
  signal: AbortSignal,
): Promise<Finished> {
  // Numbers that are told end where the schedule does; what is sent once more by hand is told as the last.
  const number = Math.min(delivery.attempts + 1, MOST_ATTEMPTS)
  const body =
    delivery.kind === 'handshake'
      ? handshakeBody(base.secrets, webhook)
      : await bodyOf(webhook, delivery, number)
  const made = body === null ? null : await attempt(base, webhook, delivery, body, { timeout, signal })
  // Whether it arrived is not known: it is sent again when the claim runs out.
  if (signal.aborted && made?.error) throw new UnreachableAddress(made.error)
  return finish(delivery, made, base.surroundings.now(), chance())
}
