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
 * by itself; above that, all of a workspace together, as far as they were let pass before. Processes over one store
 * count together; alone, a process counts in memory.
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
      const { rate, workspace_rate } = caller.workspace.settings.limits
      if (rate === 'none' && workspace_rate === 'none') return null
      return countWithin(budgetsOf(caller), store, caller, now, reply)
    },
  }

  async function countWithin(
    budgets: readonly Budget[],
    store: Store,
    { workspace }: Caller,
    now: number,
    reply: FastifyReply,
  ): Promise<void> {
    const policies: string[] = []
    const states: string[] = []
    for (const { name, subject, requests, seconds, reason } of budgets) {
      const started = now - (now % (seconds * 1000))
      const ends = started + seconds * 1000
      const count = store.shared
        ? await store.transaction((db) => countRequest(db, workspace.id, subject, started))
        : countHere(`${workspace.id} ${subject}`, started, ends)
      const secondsLeft = Math.max(1, Math.ceil((ends - now) / 1000))
      policies.push(`"${name}";q=${requests};w=${seconds}`)
      states.push(`"${name}";r=${Math.max(0, requests - count)};t=${secondsLeft}`)
      const headers = { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') }
      reply.headers(headers)
      if (count <= requests) continue
      throw new Problem('rate_limited', 'You have been rate limited. Please try again in a few minutes.', {
        data: { rate_limit_reason: reason, retry_after: String(secondsLeft) },
        headers: { ...headers, 'retry-after': String(secondsLeft) },
      })
    }
  }
}

/** How many requests pass in each window, and what a caller is told when there is one more. */
interface Budget {
  name: 'requests' | 'workspace'
  subject: string
  requests: number
  seconds: number
  reason: string
}

function budgetsOf({ actor, workspace }: Caller): Budget[] {
  const { rate, workspace_rate } = workspace.settings.limits
  const budgets: Budget[] = []
  if (rate !== 'none') {
    budgets.push({
      name: 'requests',
      subject: actor.connection?.id ?? actor.tokenId,
      // Three a second on average, spent as one likes within a minute.
      ...(rate === 'notion' ? { requests: 180, seconds: 60 } : rate),
      reason: 'public_api_request_rate_limit',
    })
  }
  if (workspace_rate !== 'none') {
    budgets.push({
      name: 'workspace',
      subject: workspace.id,
      ...workspace_rate,
      reason: 'public_api_space_request_rate_limit',
    })
  }
  return budgets
}

/** Windows that have ended are forgotten when there are this many. */
const MOST_WINDOWS = 10_000
