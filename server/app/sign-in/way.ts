import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import type { Html } from '#server/http/html.ts'

/** A way to sign in beside the password: a link by mail, a passkey, a provider. */
export interface Way {
  /**
   * What the sign-in page shows of it below the password; null where it is not offered. A button of it belongs to
   * the page's form: with `formaction` and `formnovalidate` it sends `next`, the `email` that was typed and the
   * form's token. Who is led to another site follows a link instead (`a.button`): the page's policy lets no form
   * be redirected there.
   *
   * @param next where to go afterwards, on this server.
   */
  offer(
    server: Server,
    asked: { next: string; request: FastifyRequest; reply: FastifyReply },
  ): Html | null | Promise<Html | null>
  /** A script of ours that the page needs for it, as an address on this server. */
  script?: string
  /** Its addresses. A `Problem` that they throw is told by the sign-in page, where all the ways are still open. */
  routes: readonly WayRoute[]
}

export interface WayRoute {
  method: 'GET' | 'POST'
  url: string
  answer(server: Server, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
}
