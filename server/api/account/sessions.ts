import { Type } from 'typebox'
import { accountAtBrowser } from '#server/domain/access/accounts.ts'
import {
  type AccountSession,
  endOtherSessions,
  endOwnSession,
  listSessions,
} from '#server/domain/accounts/sessions.ts'
import type { Context } from '#server/domain/context.ts'
import { browserName } from '#server/domain/sign-in/browser-name.ts'
import { listOf, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'

/** Where somebody is signed in: a browser of theirs. */
const Session = named(
  'Session',
  Type.Object({
    object: Type.Literal('session'),
    id: Type.String(),
    /** Whether it is the one that asks. */
    is_current: Type.Boolean(),
    method: Type.String(),
    has_two_factors: Type.Boolean(),
    workspace_id: Nullable(Type.String()),
    ip_address: Nullable(Type.String()),
    browser: Nullable(Type.String()),
    created_time: Type.String(),
    last_seen_time: Type.String(),
    expires_time: Type.String(),
  }),
)

const Ended = Type.Object({ object: Type.Literal('sessions_ended'), count: Type.Integer() })

const at = (time: number): string => new Date(time).toISOString()

const presentSession = (session: AccountSession, { actor }: Context) => ({
  object: 'session',
  id: session.id,
  is_current: session.id === actor.tokenId,
  method: session.method,
  has_two_factors: session.is_strong === 1,
  workspace_id: session.workspace_id,
  ip_address: session.ip_address,
  browser: browserName(session.user_agent),
  created_time: at(session.created_time),
  last_seen_time: at(session.seen_time),
  expires_time: at(session.expires_time),
})

const ours = { needs: 'no capability', isExtension: true } as const

export const sessionRoutes = [
  route({
    ...ours,
    method: 'GET',
    url: '/v1/account/sessions',
    call: 'account.sessions.list',
    answer: listOf('session', Session),
    summary: 'Where the person who calls is signed in, the browser that was used last first.',
    reads: true,
    allow: accountAtBrowser,
    handle: async (context, _request, account) => ({
      context,
      sessions: await listSessions(context, account),
    }),
    present: ({ context, sessions }) =>
      presentList(
        'session',
        sessions.map((session) => presentSession(session, context)),
        null,
      ),
  }),
  route({
    ...ours,
    method: 'DELETE',
    url: '/v1/account/sessions/:session_id',
    call: 'account.sessions.end',
    answer: Session,
    summary: 'Ends one session of who is signed in, on every process at the next request.',
    params: StrictObject({ session_id: Uuid }),
    allow: accountAtBrowser,
    handle: async (context, { params }, account) => ({
      context,
      session: await endOwnSession(context, account, toUuid(params.session_id)),
    }),
    present: ({ context, session }) => presentSession(session, context),
  }),
  route({
    ...ours,
    method: 'POST',
    url: '/v1/account/sessions/end_others',
    call: 'account.sessions.endOthers',
    answer: Ended,
    summary: 'Ends every session of who is signed in but the one that asks.',
    allow: accountAtBrowser,
    handle: (context, _request, account) => endOtherSessions(context, account),
    present: (count) => ({ object: 'sessions_ended', count }),
  }),
]
