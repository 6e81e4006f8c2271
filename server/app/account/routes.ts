import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { sections, showAccount, takeForm } from './page.ts'

/** The page of somebody's account, and the forms of its sections. */
export function mountAccount(pages: FastifyInstance, server: Server, form: RouteShorthandOptions): void {
  pages.get('/account', (request, reply) => showAccount(server, request, reply))
  for (const section of sections) {
    for (const path of Object.keys(section.forms)) {
      pages.post(`/account/${section.name}${path}`, form, (request, reply) =>
        takeForm(server, request, reply, section, path),
      )
    }
  }
}
