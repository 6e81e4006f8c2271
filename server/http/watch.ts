import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the caller, once that is known. */
    workspaceId: string | null
    /** Milliseconds until a long answer began; null for others. */
    answeredAfter: number | null
    /** Of a request that was refused, or failed: the code that its answer has. */
    errorCode: string | null
  }
}

export interface AnsweredRequest {
  id: string
  method: string
  /** The pattern of its address, not the address itself: that may hold what nobody should read. */
  route: string
  status: number
  /** Until the answer was sent; of a long one, until it began. */
  milliseconds: number
  workspaceId: string | null
}

/** Calls each watcher when a request was answered. */
export function watchRequests(
  app: FastifyInstance,
  watchers: readonly ((answered: AnsweredRequest, request: FastifyRequest) => void)[],
): void {
  app.decorateRequest('workspaceId', null)
  app.decorateRequest('answeredAfter', null)
  app.decorateRequest('errorCode', null)
  app.addHook('onResponse', (request, reply, done) => {
    const answered = {
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: request.answeredAfter ?? reply.elapsedTime,
      workspaceId: request.workspaceId,
    }
    for (const watch of watchers) watch(answered, request)
    done()
  })
}
