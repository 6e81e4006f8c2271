/** `/v1/oauth/authorize`: RFC 6749 section 3.1, and the screens on which a person decides. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorOfSession, type Caller } from '#server/domain/access/authenticate.ts'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { findConnection } from '#server/domain/connections/find.ts'
import { requestConnection } from '#server/domain/connections/request.ts'
import { type Authorization, agree } from '#server/domain/oauth/agree.ts'
import { mayAuthorize } from '#server/domain/oauth/may-authorize.ts'
import { offerTo } from '#server/domain/oauth/offer.ts'
import { OAuthProblem } from '#server/domain/oauth/problem.ts'
import { withParameters } from '#server/domain/oauth/redirect-uri.ts'
import { standingOf } from '#server/domain/oauth/standing.ts'
import { chooseWorkspace, workspacesOf } from '#server/domain/sign-in/session.ts'
import { inTransaction, readingContext, type Server } from '#server/http/contexts.ts'
import { type Form, formToken, readForm } from '#server/http/forms.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { type Asking, readAuthorization, whoAsks } from './authorization-request.ts'
import { sendAsked, sendConsent, sendRefusal } from './consent-page.ts'
import { sendPicker } from './picker-page.ts'

const PATH = '/v1/oauth/authorize'

/** One look of a person at what a client asks for. */
export interface Visit {
  /** The query of the client's request: each form brings it along, and it is read anew each time. */
  query: string
  authorization: Authorization
  session: SignedIn
  workspaces: readonly { id: string; name: string }[]
  /** The hidden field that forms hold. */
  token: ReturnType<typeof formToken>
}

export async function showAuthorize(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { url = '' } = request.raw
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  return visit(server, request, reply, query, async (visited, caller) => {
    const { client } = visited.authorization
    const context = readingContext(server, caller, request.begun)
    const verdict = await mayAuthorize(context, client)
    const standing = await standingOf(context, client)
    return verdict === 'yes'
      ? sendConsent(reply, visited, standing)
      : sendRefusal(reply, visited, verdict, standing)
  })
}

export async function decideRoute(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(server, request)
  return visit(server, request, reply, form('request'), async (visited, caller) => {
    const { authorization, session } = visited
    if (form('step') === 'cancel') {
      return answerClient(
        server,
        reply,
        authorization,
        new OAuthProblem('access_denied', 'The person declined.'),
      )
    }
    if (form('step') === 'workspace') {
      await chooseWorkspace(server, session, form('to'), sourceOf('ui', request))
      return redirect(reply, `${PATH}?${visited.query}`)
    }
    // Another window may have taken the session to another workspace since.
    if (form('workspace_id') !== session.workspace.id) return redirect(reply, `${PATH}?${visited.query}`)
    return decide(server, request, reply, form, visited, caller)
  })
}

async function decide(
  server: Server,
  { begun }: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  visited: Visit,
  caller: Caller,
): Promise<FastifyReply> {
  const { authorization } = visited
  const { client } = authorization
  const context = readingContext(server, caller, begun)
  const verdict = await mayAuthorize(context, client)
  if (verdict !== 'yes') {
    if (form('step') !== 'ask' || verdict !== 'only approved') {
      return sendRefusal(reply, visited, verdict, await standingOf(context, client))
    }
    const message = form('message').replaceAll('\0', '').slice(0, MOST_MESSAGE) || null
    await inTransaction(server, caller, begun, async (context) =>
      requestConnection(context, await findConnection(context, client.id), message),
    )
    return sendAsked(reply, visited)
  }
  const pages = form.all('pages').filter(isUuid)
  if (form('step') === 'allow') {
    const picked = { pages, template: form('template') !== '', replace: form('replace') !== '' }
    const code = await inTransaction(server, caller, begun, (context) =>
      agree(context, authorization, picked),
    )
    return answerClient(server, reply, authorization, code)
  }
  const offer = await offerTo(context, client, {
    query: form('query').replaceAll('\0', '').trim().slice(0, MOST_QUERY),
    chosen: form('listed') === '' ? null : pages,
    opened: openedIn(form),
  })
  return sendPicker(reply, visited, offer, {
    template: form('template') !== '',
    replace: form('replace') !== '',
  })
}

const MOST_MESSAGE = 2000
const MOST_QUERY = 200
const MOST_OPENED = 200

/** The pages of the tree that are open, after the one that was pressed was opened or closed. */
function openedIn(form: Form): string[] {
  const opened = new Set(form.all('open').slice(0, MOST_OPENED))
  const toggled = form('toggle')
  if (!opened.delete(toggled)) opened.add(toggled)
  return [...opened].filter(isUuid)
}

/** Reads what is asked and who is there; `show` answers when both are as they should be. */
async function visit(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  sent: string,
  show: (visited: Visit, caller: Caller) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  request.begun = server.surroundings.now()
  const query = String(new URLSearchParams(sent))
  const asking = await whoAsks(server, query)
  try {
    const authorization = readAuthorization(server, asking)
    const session = await sessionOf(server, request)
    const prompt = asking.parameters.get('prompt')?.split(' ') ?? []
    if (prompt.includes('none')) throw needsAPerson(session)
    if (session === null)
      return redirect(reply, `/login?${new URLSearchParams({ next: `${PATH}?${query}` })}`)
    const caller = {
      actor: await actorOfSession(server.store.reader, session),
      workspace: session.workspace,
      source: sourceOf('ui', request),
    }
    const workspaces = await workspacesOf(server, session.account)
    const token = formToken(server, request, reply)
    return await show({ query, authorization, session, workspaces, token }, caller)
  } catch (error) {
    if (error instanceof OAuthProblem) return answerClient(server, reply, asking, error)
    throw error
  }
}

/** Consent is asked each time, so nothing can be answered without a person. */
const needsAPerson = (session: SignedIn | null): OAuthProblem =>
  session === null
    ? new OAuthProblem('login_required', 'Nobody is signed in.')
    : new OAuthProblem('consent_required', 'The person has to agree.')

/**
 * Sends the browser back to the client: with a code, or with what went wrong. The server names itself, so that no
 * other can pass for it (RFC 9207). As at Notion, an error tells of an absent `state` too.
 */
function answerClient(
  server: Server,
  reply: FastifyReply,
  { redirectUri, state }: Pick<Asking, 'redirectUri' | 'state'>,
  answer: string | OAuthProblem,
): FastifyReply {
  const parameters =
    typeof answer === 'string'
      ? { code: answer, state }
      : { error: answer.error, error_description: answer.message, state: state ?? '' }
  return redirect(reply, withParameters(redirectUri, { ...parameters, iss: server.baseUrl() }))
}

/** 303: what was posted goes no further (RFC 9700 section 4.12). */
const redirect = (reply: FastifyReply, address: string): FastifyReply =>
  reply
    .code(303)
    .header('location', address)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .send()
