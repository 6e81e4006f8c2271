import { Type } from 'typebox'
import { changePolicy, readPolicy } from '#server/domain/workspaces/policy.ts'
import { adminRoute } from '../route.ts'

/** The keys of `policy` in the workspace file. */
const PolicyBody = Type.Object({
  connections: Type.Optional(
    Type.Object({
      install: Type.Optional(
        Type.Union([
          Type.Literal('unrestricted'),
          Type.Literal('approved_only'),
          Type.Literal('owners_only'),
        ]),
      ),
      create: Type.Optional(Type.Union([Type.Literal('members'), Type.Literal('owners')])),
      auto_approve_first_party: Type.Optional(Type.Boolean()),
    }),
  ),
  guests: Type.Optional(Type.Object({ invited_by_connections: Type.Optional(Type.Boolean()) })),
  sharing: Type.Optional(
    Type.Object({
      public_pages: Type.Optional(Type.Boolean()),
      workspace_by_connections: Type.Optional(Type.Boolean()),
    }),
  ),
})

export const policyRoutes = [
  adminRoute({
    method: 'GET',
    url: '/policy',
    summary: 'The rules by which connections and guests get in.',
    by: 'members',
    reads: true,
    allow: () => null,
    handle: readPolicy,
    present: (policy) => ({ object: 'policy', ...policy }),
  }),
  adminRoute({
    method: 'PATCH',
    url: '/policy',
    summary: 'Changes the rules that it names.',
    by: 'owners',
    body: PolicyBody,
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) => changePolicy(context, administration, body),
    present: (policy) => ({ object: 'policy', ...policy }),
  }),
]
