import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { confirmEmailRoute, showConfirmEmail } from './email.ts'
import { sections, showAccount, takeForm } from './page.ts'

/** The page of somebody's account, and the forms of its sections. */
export function mountAccount(pages: FastifyInstance, server: Server, form: RouteShorthandOptions): void {
  pages.get('/account', (request, reply) => showAccount(server, request, reply))
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
