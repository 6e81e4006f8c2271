/** What the script of the plain pages asks and answers about passkeys, in JSON. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { ShownCredential } from '#server/domain/sign-in/passkey-proof.ts'
import { askForPasskey, confirmByPasskey, signInByPasskey } from '#server/domain/sign-in/show-passkey.ts'
import { parseJsonBody } from '#server/http/body.ts'
import type { Server } from '#server/http/contexts.ts'
import { requireFormToken } from '#server/http/forms.ts'
import { keepEntered, placeAfter } from '#server/http/let-in.ts'
import { localAddress } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { Problem } from '#shared/problem.ts'
import { validate } from '#shared/validation/validate.ts'
import { statusOf } from './errors.ts'

/** `PublicKeyCredential.toJSON()` of a passkey that is shown (Web Authentication section 5.1). */
const Shown = Type.Object({
  credential: Type.Object({
    id: Type.String({ maxLength: 2000 }),
    rawId: Type.String({ maxLength: 2000 }),
    type: Type.Literal('public-key'),
    response: Type.Object({
      clientDataJSON: Type.String({ maxLength: 10_000 }),
      authenticatorData: Type.String({ maxLength: 10_000 }),
      signature: Type.String({ maxLength: 10_000 }),
      userHandle: Type.Optional(Type.String({ maxLength: 200 })),
    }),
  }),
  next: Type.String({ maxLength: 8000 }),
})

export const askPasskeyRoute = (server: Server, request: FastifyRequest, reply: FastifyReply) =>
  inJson(server, request, reply, async () => {
    const options = await askForPasskey(server, null, sourceOf('ui', request))
    return reply.send({ options })
  })

export const signInByPasskeyRoute = (server: Server, request: FastifyRequest, reply: FastifyReply) =>
  inJson(server, request, reply, async () => {
    const { credential, next } = shownIn(request)
    const source = sourceOf('ui', request)
    const entered = await signInByPasskey(server, credential, { source, next: localAddress(next) })
    return keepEntered(server, reply, entered).send({ location: placeAfter(entered, localAddress(next)) })
  })

export const askToConfirmRoute = (server: Server, request: FastifyRequest, reply: FastifyReply) =>
  inJson(server, request, reply, async () => {
    const session = await signedIn(server, request)
    return reply.send({ options: await askForPasskey(server, session, sourceOf('ui', request)) })
  })

export const confirmByPasskeyRoute = (server: Server, request: FastifyRequest, reply: FastifyReply) =>
  inJson(server, request, reply, async () => {
    const { credential, next } = shownIn(request)
    await confirmByPasskey(server, await signedIn(server, request), credential, sourceOf('ui', request))
    return reply.send({ location: localAddress(next) })
  })

/** The library asks for extensions, into which it does not look. */
function shownIn(request: FastifyRequest): { credential: ShownCredential; next: string } {
  const body = parseJsonBody(request.body as Buffer | undefined, 'notion')
  const { credential, next } = validate(Shown, body, 'body', { sizes: 'notion' }) as Static<typeof Shown>
  return { credential: { ...credential, clientExtensionResults: {} } as ShownCredential, next }
}

async function signedIn(server: Server, request: FastifyRequest) {
  const session = await sessionOf(server, request)
  if (session === null) throw new Problem('unauthenticated', 'The session has ended. Sign in again.')
  return session
}

async function inJson(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  try {
    requireFormToken(server, request)
    return await answer()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return reply
      .code(statusOf(error))
      .headers(error.headers ?? {})
      .send({ message: error.message })
  }
}
