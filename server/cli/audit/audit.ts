import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from '#server/config.ts'
import type { AuditQuery } from '#server/domain/events/audit-log.ts'
import { eventTypes } from '#server/domain/events/types.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { type Run, readFlags } from '../command.ts'
import { runTask } from '../durable/hand-over.ts'
import { countIn, momentIn, requireStore } from '../log-flags.ts'
import { untilStopped } from '../stopping.ts'
import { printEvent } from './print.ts'
import type { AskedLog, ReadLog } from './read.ts'

const flags = {
  workspace: { type: 'string' },
  type: { type: 'string', multiple: true },
  actor: { type: 'string' },
  object: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  limit: { type: 'string', default: '100' },
  json: { type: 'boolean', default: false },
  follow: { type: 'boolean', default: false },
  data: { type: 'string' },
} as const

type Flags = ReturnType<typeof readFlags<typeof flags>>['values']
type Ask = (
  query: Pick<AuditQuery, 'direction' | 'since'>,
  start: number | null,
  size: number,
) => Promise<ReadLog>

/** Events that are read at once. */
const AT_ONCE = 500

/** Milliseconds between two looks for what came. */
const BETWEEN_LOOKS = 1000

/** Looks in a row that may fail while a server is restarted. */
const MOST_FAILURES = 5

/** `octavo audit`: the last events that fit, in the order they happened, and those to come where wanted. */
export const run: Run = async (args) => {
  const { values } = readFlags(args, flags)
  const limit = countIn(values.limit)
  const asked = { workspace: values.workspace ?? null, actor: actorIn(values), query: queryIn(values) }
  const config = readConfig(values.data === undefined ? {} : { data: values.data })
  requireStore(config)
  const ask: Ask = (query, start, size) => {
    const task: AskedLog = { ...asked, query: { ...asked.query, ...query }, start, size }
    return runTask(config, 'audit', { task: 'read audit log', asked: task }) as Promise<ReadLog>
  }
  const print = (events: ReadLog['events']) => {
    const lines = events.map((event) => (values.json ? `${JSON.stringify(event)}\n` : printEvent(event)))
    process.stdout.write(lines.join(''))
  }
  if (!values.follow) {
    print(await newest(ask, limit, null))
    return 0
  }
  // Who sees a line may stop it.
  const stopped = untilStopped().then(() => true)
  // What comes while the newest are read is told afterwards.
  const { next } = await ask({ direction: 'ascending', since: Number.MAX_SAFE_INTEGER }, null, 1)
  print(await newest(ask, limit, next! - 1))
  await follow(ask, next!, print, stopped)
  return 0
}

/** The last events that fit, the oldest of them first. */
async function newest(ask: Ask, limit: number, start: number | null): Promise<ReadLog['events']> {
  const events: ReadLog['events'] = []
  for (let from = start; events.length < limit; ) {
    const page = await ask({ direction: 'descending' }, from, Math.min(AT_ONCE, limit - events.length))
    events.push(...page.events)
    if (!page.hasMore) break
    from = page.next
  }
  return events.reverse()
}

async function follow(
  ask: Ask,
  start: number,
  print: (events: ReadLog['events']) => void,
  stopped: Promise<boolean>,
): Promise<void> {
  let failures = 0
  for (let from = start; ; ) {
    try {
      const { events, next, hasMore } = await ask({ direction: 'ascending' }, from, AT_ONCE)
      print(events)
      from = next!
      failures = 0
      if (hasMore) continue
    } catch (error) {
      failures++
      if (!(error instanceof Failure) || failures > MOST_FAILURES) throw error
    }
    // Who reads may have gone away.
    if (!process.stdout.writable || (await Promise.race([stopped, wait(BETWEEN_LOOKS, false)]))) return
  }
}

function queryIn({ type, object, since, until }: Flags): AuditQuery {
  const types = type?.flatMap((one) => one.split(','))
  const unknown = types?.find((one) => !Object.hasOwn(eventTypes, one))
  if (unknown !== undefined) throw new WrongUsage(`--type: there is no type of event "${unknown}".`)
  if (object !== undefined && !isUuid(object)) throw new WrongUsage('--object should be the id of something.')
  return {
    types,
    entityId: object && toUuid(object),
    since: momentIn('--since', since)?.start,
    until: momentIn('--until', until)?.end,
    direction: 'descending',
  }
}

function actorIn({ actor }: Flags): string | null {
  if (actor === undefined) return null
  if (isUuid(actor)) return toUuid(actor)
  if (actor.includes('@')) return actor
  throw new WrongUsage('--actor should be an e-mail address or an id.')
}
