import { readFileSync } from 'node:fs'
import type { FastifyReply } from 'fastify'

/** What the plain pages do with passkeys: the only thing that they need a script for. */
export const PASSKEY_SCRIPT = '/scripts/passkeys.js'

const text = readFileSync(new URL('scripts/passkeys.js', import.meta.url), 'utf8')

export const sendPasskeyScript = (reply: FastifyReply): FastifyReply =>
  reply
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .type('text/javascript; charset=utf-8')
    .send(text)
