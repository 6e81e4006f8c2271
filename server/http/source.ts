import type { FastifyRequest } from 'fastify'
import type { Source } from '#server/domain/events/record.ts'

/** What is kept of how a program names itself, in characters. */
const LONGEST_AGENT = 300

/** Where a request came from. */
export const sourceOf = (
  origin: Source['origin'],
  { ip, headers }: FastifyRequest,
): Source & { ipAddress: string } => ({
  origin,
  ipAddress: ip,
  userAgent: headers['user-agent']?.slice(0, LONGEST_AGENT) ?? null,
})
