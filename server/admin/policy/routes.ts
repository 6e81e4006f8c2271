import { Type } from 'typebox'
import { changePolicy, readPolicy } from '#server/domain/workspaces/policy.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { adminRoute } from '../route.ts'

const install = Type.Union([
  Type.Literal('unrestricted'),
  Type.Literal('approved_only'),
  Type.Literal('owners_only'),
])
const create = Type.Union([Type.Literal('members'), Type.Literal('owners')])

/** The keys of `policy` in the workspace file. */
const policyParts = {
  connections: { install, create, auto_approve_first_party: Type.Boolean() },
  guests: { invited_by_connections: Type.Boolean() },
}

const PolicyBody = Type.Object({
  connections: Type.Optional(Type.Partial(Type.Object(policyParts.connections))),
  guests: Type.Optional(Type.Partial(Type.Object(policyParts.guests))),
})

const Policy = named(
  'Policy',
  Type.Object({
    object: Type.Literal('policy'),
    connections: Type.Object(policyParts.connections),
    guests: Type.Object(policyParts.guests),
  }),
)

export const policyRoutes = [
  adminRoute({
    method: 'GET',
    url: '/policy',
    call: 'policy.retrieve',
    answer: Policy,
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
    call: 'policy.update',
    answer: Policy,
    summary: 'Changes the rules that it names.',
    by: 'owners',
    body: PolicyBody,
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) => changePolicy(context, administration, body),
    present: (policy) => ({ object: 'policy', ...policy }),
  }),
]
