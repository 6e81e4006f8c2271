import type { FastifyReply } from 'fastify'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import { countRequest } from '#server/store/rate-windows.ts'
import { Problem } from '#shared/problem.ts'

export interface RateLimiter {
  /** Counts a request and throws `rate_limited` when it is one too many. */
  count(store: Store, caller: Caller, now: number, reply: FastifyReply): Promise<void>
}

/**
 * Requests are counted in fixed windows, of a connection all its tokens together, of a person each token
 * by itself. Processes over one store count together; alone, a process counts in memory.
 */
export function makeRateLimiter(): RateLimiter {
  const windows = new Map<string, { started: number; count: number }>()

  const countHere = (subject: string, started: number): number => {
    const window = windows.get(subject)
    if (window?.started === started) return ++window.count
    if (windows.size > 10_000) windows.clear()
    windows.set(subject, { started, count: 1 })
    return 1
  }

  return {
    async count(store, { actor, workspace }, now, reply) {
      const limit = limitOf(workspace.settings.limits.rate)
      if (limit === null) return
      const subject = actor.connection?.id ?? actor.tokenId
      const started = now - (now % (limit.seconds * 1000))
      const count = store.shared
        ? await store.transaction((db) => countRequest(db, workspace.id, subject, started))
        : countHere(`${workspace.id} ${subject}`, started)
      const secondsLeft = Math.max(1, Math.ceil((started + limit.seconds * 1000 - now) / 1000))
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
    },
  }
}

/** `notion` is three a second on average, spent as one likes within a minute. */
function limitOf(rate: Caller['workspace']['settings']['limits']['rate']) {
  if (rate === 'none') return null
  return rate === 'notion' ? { requests: 180, seconds: 60 } : rate
}
