import type { FastifyRequest } from 'fastify'

/** What the query or the form of a request says; nothing where neither does. */
export function saidOf(request: FastifyRequest, name: string): string {
  const asked = (request.query as Record<string, unknown>)[name]
  if (typeof asked === 'string') return asked
  return Buffer.isBuffer(request.body)
    ? (new URLSearchParams(request.body.toString('utf8')).get(name) ?? '')
    : ''
}
