import type { FastifyReply, FastifyRequest } from 'fastify'
import { avatarBehind } from '#server/domain/users/avatar.ts'
import type { Base } from '#server/http/contexts.ts'
import { Problem } from '#shared/problem.ts'
import { sendStored } from './files.ts'

/** Sends the picture that somebody uploaded of themselves. */
export async function sendAvatar(
  { store, secrets, files }: Base,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const context = { db: store.reader, secrets, files }
  const file = await avatarBehind(context, request.params.id, request.query as Record<string, unknown>)
  if (file === null) throw new Problem('absent', 'There is no picture at this address.')
  return sendStored(request, reply, file)
}
