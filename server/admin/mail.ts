import type { FastifyInstance } from 'fastify'
import { keptMails } from '#server/domain/mail/kept.ts'
import type { Server } from '#server/http/contexts.ts'

/**
 * `GET /admin/v1/mail`: where mail goes to nobody, as in a sandbox, the newest hundred, for anybody to read. A server
 * that sends mail has no such address.
 */
export function addSandboxMail(app: FastifyInstance, server: Server): void {
  if (server.mail.kind !== 'kept') return
  app.get('/admin/v1/mail', async (request, reply) => {
    const mails = await keptMails(server.store.reader)
    const list = {
      object: 'list',
      results: mails,
      next_cursor: null,
      has_more: false,
      type: 'mail',
      mail: {},
    }
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ ...list, request_id: request.id }))
  })
}
