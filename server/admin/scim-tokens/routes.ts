import { Type } from 'typebox'
import { createScimToken, endScimToken, listScimTokens } from '#server/domain/access/scim-tokens.ts'
import { listOf, PagingQuery, presentList } from '#server/http/paging.ts'
import { presentScimToken } from '#server/http/present-scim-token.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'
import { readTime } from '../time.ts'

const UserId = Type.Object({ object: Type.Literal('user'), id: Type.String() })

const tokenFields = {
  object: Type.Literal('scim_token'),
  id: Type.String(),
  name: Type.String(),
  hint: Type.String(),
  status: OneOf(['active', 'expired', 'revoked']),
  created_time: Type.String(),
  created_by: Nullable(UserId),
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

const Token = named('ScimToken', Type.Object(tokenFields))
const NewToken = named('NewScimToken', Type.Object({ ...tokenFields, token: Type.String() }))

export const scimTokenRoutes = [
  adminRoute({
    method: 'GET',
    url: '/scim_tokens',
    call: 'scimTokens.list',
    answer: listOf('scim_token', Token),
    summary: 'The tokens under which directories provision the workspace, those that ended among them.',
    by: 'owners',
    reads: true,
    isExtension: true,
    query: PagingQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listScimTokens(context, administration, from, limit),
        ({ id }) => id,
      ),
    present: ({ results, nextCursor }) =>
      presentList('scim_token', results.map(presentScimToken), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/scim_tokens',
    call: 'scimTokens.create',
    answer: NewToken,
    summary:
      'Makes a token for a directory; it is shown this once. Tokens of one name are of one directory, and several work at a time.',
    by: 'owners',
    isExtension: true,
    body: StrictObject({
      name: Name,
      expiration_time: Type.Optional(Nullable(Type.String({ format: 'iso-date' }))),
    }),
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) =>
      createScimToken(context, administration, {
        name: body.name,
        expiresTime: readTime('body.expiration_time', body.expiration_time ?? undefined) ?? null,
      }),
    present: (made) => ({ ...presentScimToken(made), token: made.token }),
  }),
  adminRoute({
    method: 'DELETE',
    url: '/scim_tokens/:token_id',
    call: 'scimTokens.revoke',
    answer: Token,
    summary: 'Ends a token from the next request on. People and groups stay as they are.',
    by: 'owners',
    isExtension: true,
    params: { token_id: Uuid },
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration) => endScimToken(context, administration, params.token_id),
    present: presentScimToken,
  }),
]
