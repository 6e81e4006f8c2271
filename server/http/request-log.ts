import type { FastifyRequest } from 'fastify'
import { type ApiRequest, MOST_REQUESTS } from '#server/domain/connections/request-log.ts'
import type { AnsweredRequest } from './watch.ts'

/** Remembers what the tokens of connections asked until a job writes it down: a request waits for none of it. */
export interface RequestLog {
  answered(
    answered: AnsweredRequest,
    request: Pick<FastifyRequest, 'url' | 'begun' | 'caller' | 'errorCode'>,
  ): void
  /** What was answered since it was last taken, and of which connections so much is written down that the oldest can go. */
  take(): { requests: ApiRequest[]; full: Pick<ApiRequest, 'workspaceId' | 'connectionId'>[] }
}

/**
 * Requests that are written down at once. Where there were more, the newest of each connection are, an even share: a
 * busy server does not spend its time on its log.
 */
const MOST_AT_ONCE = 5000

/** A connection is looked at whenever so many requests of it were written down. */
const LOOKED_AT_EVERY = 100

/** When so many connections are remembered, all are looked at anew. */
const MOST_CONNECTIONS = 10_000

export function makeRequestLog(): RequestLog {
  const waiting = new Map<string, ApiRequest[]>()
  const written = new Map<string, number>()

  /** Whether enough of a connection was written down since it was looked at, or it is not known when that was. */
  function isFull(connectionId: string, more: number): boolean {
    const count = (written.get(connectionId) ?? LOOKED_AT_EVERY) + more
    if (written.size >= MOST_CONNECTIONS) written.clear()
    written.set(connectionId, count >= LOOKED_AT_EVERY ? 0 : count)
    return count >= LOOKED_AT_EVERY
  }

  return {
    answered({ id, method, status, milliseconds }, { url, begun, caller, errorCode }) {
      if (!caller?.actor.connection) return
      const connectionId = caller.actor.connection.id
      const query = url.indexOf('?')
      const request = {
        workspaceId: caller.workspace.id,
        connectionId,
        botId: caller.actor.userId,
        requestId: id,
        time: begun,
        method,
        path: query === -1 ? url : url.slice(0, query),
        status,
        code: errorCode,
        duration: milliseconds,
      }
      const known = waiting.get(connectionId)
      if (known === undefined) waiting.set(connectionId, [request])
      else known.push(request)
      // Older ones would be written down only to be deleted.
      if (known && known.length >= 2 * MOST_REQUESTS) known.splice(0, MOST_REQUESTS)
    },
    take() {
      const share = Math.max(1, Math.floor(MOST_AT_ONCE / waiting.size))
      const lists = [...waiting.values()].map((list) => list.slice(-Math.min(share, MOST_REQUESTS)))
      waiting.clear()
      const full = lists
        .map((list) => ({ ...list[0]!, length: list.length }))
        .filter(({ connectionId, length }) => isFull(connectionId, length))
      return { requests: lists.flat(), full }
    },
  }
}
