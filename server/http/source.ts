import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Source } from '#server/domain/events/record.ts'

/** What is kept of how a program names itself, in characters. */
const LONGEST_AGENT = 300

/** Where a request came from. */
export const sourceOf = (
  origin: Source['origin'],
  { ip, socket, headers }: FastifyRequest,
): Source & { ipAddress: string } => ({
  origin,
  // A proxy may be told anything by whoever is before it.
  ipAddress: (isIP(ip) === 0 ? (socket.remoteAddress ?? '') : ip).replace(/^::ffff:(?=\d+\.)/, ''),
  userAgent: headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null,
})
