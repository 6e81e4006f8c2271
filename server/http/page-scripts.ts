import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** What the plain pages do by scripts. Without them they do the same as far as it can be done. */
const names = ['passkeys', 'page-picker'] as const

export const PASSKEY_SCRIPT = addressOf('passkeys')
export const PICKER_SCRIPT = addressOf('page-picker')

export function mountPageScripts(app: FastifyInstance): void {
  for (const name of names) {
    const text = readFileSync(new URL(`scripts/${name}.js`, import.meta.url), 'utf8')
    app.get(addressOf(name), (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .header('x-content-type-options', 'nosniff')
        .type('text/javascript; charset=utf-8')
        .send(text),
    )
  }
}

function addressOf(name: (typeof names)[number]): string {
  return `/scripts/${name}.js`
}
