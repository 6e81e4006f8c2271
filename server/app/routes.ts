/** What people see of a server before the web app: setting it up, signing in, and where they are. */
import type { FastifyInstance } from 'fastify'
import type { Server } from '#server/http/contexts.ts'
import { MOST_FORM_BYTES } from '#server/http/forms.ts'
import { mountAccount } from './account/routes.ts'
import { sendAvatar } from './avatar.ts'
import { answerProblem } from './errors.ts'
import { sendFile } from './files.ts'
import { chooseWorkspaceRoute, showHome } from './home.ts'
import { acceptInvitationRoute, showInvitation } from './invitations.ts'
import { showSignIn, signInRoute, signOutRoute } from './login.ts'
import { showPublished } from './public.ts'
import { showSession } from './session.ts'
import { setUpRoute, showSetup } from './setup.ts'

export function mountApp(app: FastifyInstance, server: Server): void {
  const form = { bodyLimit: MOST_FORM_BYTES }
  app.register(async (pages) => {
    pages.setErrorHandler((error, _request, reply) => answerProblem(error, reply))
    pages.get('/', (request, reply) => showHome(server, request, reply))
    pages.post('/workspace', form, (request, reply) => chooseWorkspaceRoute(server, request, reply))
    pages.get('/app/session', (request, reply) => showSession(server, request, reply))
    pages.get('/login', (request, reply) => showSignIn(server, request, reply))
    pages.post('/login', form, (request, reply) => signInRoute(server, request, reply))
    pages.post('/logout', form, (request, reply) => signOutRoute(server, request, reply))
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
