/** What people see of a server: the web app, and plain pages to set up, to sign in, and for who has no scripts. */
import type { FastifyInstance } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { MOST_FORM_BYTES } from '#server/http/forms.ts'
import { mountPageScripts } from '#server/http/page-scripts.ts'
import { hasSession } from '#server/http/session.ts'
import { mountAccount } from './account/routes.ts'
import { sendAvatar } from './avatar.ts'
import { mountDocumentation } from './documentation.ts'
import { answerProblem } from './errors.ts'
import { sendFile } from './files.ts'
import { chooseWorkspaceRoute, showHome } from './home.ts'
import { acceptInvitationRoute, showInvitation } from './invitations.ts'
import { mountSignIn, signOutRoute } from './login.ts'
import { showPublished } from './public.ts'
import { addSecondFactorRoute, secondFactorRoute, showSecondFactor } from './second-factor.ts'
import { showSession } from './session.ts'
import { setUpRoute, showSetup } from './setup.ts'
import { mountWebApp, showShell, type WebApp } from './web-app.ts'

/** @param web null: people have the plain pages alone. */
export function mountApp(app: FastifyInstance, server: Server, web: WebApp | null): void {
  const form = { bodyLimit: MOST_FORM_BYTES }
  app.register(async (pages) => {
    pages.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
    pages.get('/', (request, reply) =>
      web && hasSession(server, request)
        ? showShell(server, web, request, reply)
        : showHome(server, request, reply),
    )
    pages.get('/workspace', (request, reply) => showHome(server, request, reply))
    if (web) mountWebApp(pages, server, web)
    mountDocumentation(pages, server)
    pages.post('/workspace', form, (request, reply) => chooseWorkspaceRoute(server, request, reply))
    pages.get('/app/session', (request, reply) => showSession(server, request, reply))
    mountSignIn(pages, server)
    pages.post('/logout', form, (request, reply) => signOutRoute(server, request, reply))
    pages.get('/login/second-factor', (request, reply) => showSecondFactor(server, request, reply))
    pages.post('/login/second-factor', form, (request, reply) => secondFactorRoute(server, request, reply))
    pages.post('/login/second-factor/add', form, (request, reply) =>
      addSecondFactorRoute(server, request, reply),
    )
    mountPageScripts(pages)
    mountAccount(pages, server, form)
    pages.get('/invitations/:token', (request, reply) => showInvitation(server, request, reply))
    pages.post('/invitations/:token', form, (request, reply) => acceptInvitationRoute(server, request, reply))
    pages.get('/public/:name', (request, reply) => showPublished(server, request, reply))
    pages.get('/setup', (request, reply) => showSetup(server, request, reply))
    pages.route<{ Params: { id: string } }>({
      method: ['GET', 'HEAD'],
      // The name may be long, and is there for people only.
      url: '/files/:id/*',
      handler: (request, reply) => sendFile(server, request, reply),
    })
    pages.route<{ Params: { id: string } }>({
      method: ['GET', 'HEAD'],
      url: '/avatars/:id',
      handler: (request, reply) => sendAvatar(server, request, reply),
    })
    pages.post('/setup', form, (request, reply) => setUpRoute(server, request, reply))
  })
}
