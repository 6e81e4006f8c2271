import type { FastifyReply } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import { countRequest } from '#server/store/rate-windows.ts'
import { Problem } from '#shared/problem.ts'

export interface RateLimiter {
  /** Counts a request and throws `rate_limited` when it is one too many; nothing where there is no limit. */
  count(store: Store, caller: Caller, now: number, reply: FastifyReply): Promise<void> | null
}

/**
 * Requests are counted in fixed windows, of a connection all its tokens together, of a person each token
 * by itself. Processes over one store count together; alone, a process counts in memory.
 */
export function makeRateLimiter(): RateLimiter {
  const windows = new Map<string, { started: number; ends: number; count: number }>()

  const countHere = (subject: string, started: number, ends: number): number => {
    const window = windows.get(subject)
    if (window?.started === started) return ++window.count
    if (windows.size >= MOST_WINDOWS) {
      for (const [other, { ends: ended }] of windows) if (ended <= started) windows.delete(other)
    }
    windows.set(subject, { started, ends, count: 1 })
    return 1
  }

  return {
    count(store, caller, now, reply) {
      const limit = limitOf(caller.workspace.settings.limits.rate)
      return limit === null ? null : countWithin(limit, store, caller, now, reply)
    },
  }

  async function countWithin(
    limit: { requests: number; seconds: number },
    store: Store,
    { actor, workspace }: Caller,
    now: number,
    reply: FastifyReply,
  ): Promise<void> {
    const subject = actor.connection?.id ?? actor.tokenId
    const started = now - (now % (limit.seconds * 1000))
    const ends = started + limit.seconds * 1000
    const count = store.shared
      ? await store.transaction((db) => countRequest(db, workspace.id, subject, started))
      : countHere(`${workspace.id} ${subject}`, started, ends)
    const secondsLeft = Math.max(1, Math.ceil((ends - now) / 1000))
    const headers = {
      'ratelimit-policy': `"requests";q=${limit.requests};w=${limit.seconds}`,
      ratelimit: `"requests";r=${Math.max(0, limit.requests - count)};t=${secondsLeft}`,
    }
    reply.headers(headers)
    if (count <= limit.requests) return
    throw new Problem('rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
      data: { rate_limit_reason: 'public_api_request_rate_limit', retry_after: String(secondsLeft) },
      headers: { ...headers, 'retry-after': String(secondsLeft) },
    })
  }
}

/** Windows that have ended are forgotten when there are this many. */
const MOST_WINDOWS = 10_000

/** `notion` is three a second on average, spent as one likes within a minute. */
function limitOf(rate: Caller['workspace']['settings']['limits']['rate']) {
  if (rate === 'none') return null
  return rate === 'notion' ? { requests: 180, seconds: 60 } : rate
}
