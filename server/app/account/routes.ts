import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { askToConfirmRoute, confirmByPasskeyRoute } from '../passkeys.ts'
import { confirmRoute, showConfirm, signInAgainRoute } from './confirm.ts'
import { confirmEmailRoute, showConfirmEmail } from './email.ts'
import { sections, showAccount, takeForm } from './page.ts'
import { addTotpRoute, renewCodesRoute, showNewTotp } from './totp.ts'

/** The page of somebody's account, and the forms of its sections. */
export function mountAccount(pages: FastifyInstance, server: Server, form: RouteShorthandOptions): void {
  pages.get('/account', (request, reply) => showAccount(server, request, reply))
  pages.get('/account/confirm', (request, reply) => showConfirm(server, request, reply))
  pages.get('/account/totp', (request, reply) => showNewTotp(server, request, reply))
  const forms = {
    '/account/confirm': confirmRoute,
    '/account/confirm/again': signInAgainRoute,
    '/account/confirm/passkey/options': askToConfirmRoute,
    '/account/confirm/passkey': confirmByPasskeyRoute,
    '/account/totp': addTotpRoute,
    '/account/recovery-codes': renewCodesRoute,
  }
  for (const [url, answer] of Object.entries(forms)) {
    pages.post(url, form, (request, reply) => answer(server, request, reply))
  }
  pages.get('/account/email/:token', (request, reply) => showConfirmEmail(server, request, reply))
  pages.post('/account/email/:token', form, (request, reply) => confirmEmailRoute(server, request, reply))
  for (const section of sections) {
    for (const [path, { takesFile }] of Object.entries(section.forms)) {
      const options = takesFile === undefined ? form : { bodyLimit: takesFile }
      pages.post(`/account/${section.name}${path}`, options, (request, reply) =>
        takeForm(server, request, reply, section, path),
      )
    }
  }
}
