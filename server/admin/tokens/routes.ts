import { Type } from 'typebox'
import {
  createPersonalToken,
  listPersonalTokens,
  type PersonalToken,
  revokeLeaked,
  revokePersonalToken,
} from '#server/domain/access/personal-tokens.ts'
import { idCursor, listOf, pageSize, pagingFields, presentList, slice } from '#server/http/paging.ts'
import { invalid } from '#shared/problem.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { Capabilities } from '../connections/answers.ts'
import { CapabilitiesBody } from '../connections/schema.ts'
import { adminRoute } from '../route.ts'
import { readTime } from '../time.ts'

const UserId = Type.Object({ object: Type.Literal('user'), id: Type.String() })

const tokenFields = {
  object: Type.Literal('token'),
  id: Type.String(),
  name: Nullable(Type.String()),
  hint: Type.String(),
  owner: UserId,
  /** What it may, of what its person may. */
  capabilities: Capabilities,
  status: OneOf(['active', 'expired', 'revoked']),
  blocked_by_policy: Type.Boolean(),
  created_time: Type.String(),
  expiration_time: Nullable(Type.String()),
  revoked_time: Nullable(Type.String()),
  revoked_by: Nullable(UserId),
  last_used: Nullable(
    Type.Object({
      time: Type.String(),
      ip_address: Nullable(Type.String()),
      user_agent: Nullable(Type.String()),
    }),
  ),
}

const Token = named('PersonalAccessToken', Type.Object(tokenFields))
const NewToken = named('NewPersonalAccessToken', Type.Object({ ...tokenFields, token: Type.String() }))

const RevokedToken = Type.Object({
  object: Type.Literal('token'),
  id: Type.String(),
  kind: OneOf(['personal', 'connection']),
  hint: Type.String(),
  owner: UserId,
  status: Type.Literal('revoked'),
})

const isoTime = (time: number | null) => (time === null ? null : new Date(time).toISOString())

const userOf = (id: string) => ({ object: 'user', id })

const presentToken = (token: PersonalToken) => ({
  object: 'token',
  id: token.id,
  name: token.name,
  hint: token.hint,
  owner: userOf(token.userId),
  capabilities: token.capabilities,
  status: token.status,
  blocked_by_policy: token.isBlocked,
  created_time: isoTime(token.createdTime),
  expiration_time: isoTime(token.expiresTime),
  revoked_time: isoTime(token.revokedTime),
  revoked_by: token.revokedBy && userOf(token.revokedBy),
  last_used: token.lastUse && {
    time: isoTime(token.lastUse.time),
    ip_address: token.lastUse.address,
    user_agent: token.lastUse.agent,
  },
})

export const tokenRoutes = [
  adminRoute({
    method: 'GET',
    url: '/tokens',
    call: 'tokens.list',
    answer: listOf('token', Token),
    summary: 'Personal access tokens: of everybody for owners, their own for members.',
    by: 'members',
    reads: true,
    query: StrictObject({ ...pagingFields, user_id: Type.Optional(Uuid) }),
    allow: (_context, administration) => administration,
    handle: async (context, { query }, administration) => {
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const tokens = await listPersonalTokens(context, administration, query.user_id, from, size + 1)
      return slice(tokens, size, ({ id }) => id)
    },
    present: ({ results, nextCursor }) => presentList('token', results.map(presentToken), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/tokens',
    call: 'tokens.create',
    answer: NewToken,
    summary:
      'Makes a personal access token of the caller; it is shown this once. It works for a year, and may all that they may, when nothing is said.',
    by: 'members',
    body: StrictObject({
      name: Name,
      expires_in_days: Type.Optional(Type.Unsafe<number>({ enum: [7, 30, 90, 180, 365] })),
      expiration_time: Type.Optional(Type.String({ format: 'iso-date' })),
      capabilities: Type.Optional(CapabilitiesBody),
    }),
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) => {
      const { name, expires_in_days, expiration_time, capabilities } = body
      if (expires_in_days !== undefined && expiration_time !== undefined) {
        throw invalid('body.expires_in_days and body.expiration_time cannot be provided together.')
      }
      const expiresTime = readTime('body.expiration_time', expiration_time)
      const wanted = { name, days: expires_in_days, expiresTime, capabilities }
      return createPersonalToken(context, administration, wanted)
    },
    present: (made) => ({ ...presentToken(made), token: made.token }),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/tokens/:token_id',
    call: 'tokens.revoke',
    answer: Token,
    summary: 'Ends a personal access token: of anybody for owners, their own for members.',
    by: 'members',
    params: { token_id: Uuid },
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration) =>
      revokePersonalToken(context, administration, params.token_id),
    present: presentToken,
  }),
  adminRoute({
    method: 'POST',
    url: '/tokens/revoke_leaked',
    call: 'tokens.revokeLeaked',
    answer: listOf('token', RevokedToken),
    summary: 'Ends those of some strings that are tokens of this workspace.',
    by: 'owners',
    body: StrictObject({ tokens: Type.Array(Type.String()) }),
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) => revokeLeaked(context, administration, body.tokens),
    present: (revoked) =>
      presentList(
        'token',
        revoked.map(({ id, kind, hint, userId }) => ({
          object: 'token',
          id,
          kind,
          hint,
          owner: userOf(userId),
          status: 'revoked',
        })),
        null,
      ),
  }),
]
