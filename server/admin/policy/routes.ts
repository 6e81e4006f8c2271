import { type TProperties, Type } from 'typebox'
import { changePolicy, readPolicy } from '#server/domain/workspaces/policy.ts'
import { LEAST_CHANGES_DAYS, MOST_DAYS } from '#server/domain/workspaces/settings.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'

const install = Type.Union([
  Type.Literal('unrestricted'),
  Type.Literal('approved_only'),
  Type.Literal('owners_only'),
])
const create = Type.Union([Type.Literal('members'), Type.Literal('owners')])

const days = (minimum: number) => Type.Integer({ minimum, maximum: MOST_DAYS })

/** The keys of `policy` in the workspace file, and those that say how long what happened is kept. */
const policyParts = {
  connections: {
    install,
    create,
    auto_approve_first_party: Type.Boolean(),
    self_registration: Type.Boolean(),
  },
  guests: { invited_by_connections: Type.Boolean() },
  personal_access_tokens: {
    create: Type.Union([Type.Literal('members'), Type.Literal('groups'), Type.Literal('owners')]),
    groups: Type.Array(Uuid, { maxItems: 100 }),
    longest_days: Nullable(days(1)),
  },
  sharing: { public_pages: Type.Boolean(), workspace_by_connections: Type.Boolean() },
  scim: { domains: Type.Union([Type.Literal('any'), Type.Literal('verified')]) },
  sign_in: { second_factor: Type.Union([Type.Literal('optional'), Type.Literal('required')]) },
  retention: {
    changes_days: days(LEAST_CHANGES_DAYS),
    audit_days: days(LEAST_CHANGES_DAYS),
    deliveries_days: days(1),
    directory_days: days(1),
  },
  audit: { page_views: Type.Boolean() },
}

/** Some of the rules of a part, and nothing else. */
const someOf = <P extends TProperties>(rules: P) =>
  Type.Optional(Type.Partial(Type.Object(rules), { additionalProperties: false }))

const PolicyBody = StrictObject({
  connections: someOf(policyParts.connections),
  guests: someOf(policyParts.guests),
  personal_access_tokens: someOf(policyParts.personal_access_tokens),
  sharing: someOf(policyParts.sharing),
  scim: someOf(policyParts.scim),
  sign_in: someOf(policyParts.sign_in),
  retention: someOf(policyParts.retention),
  audit: someOf(policyParts.audit),
})

const Policy = named(
  'Policy',
  Type.Object({
    object: Type.Literal('policy'),
    connections: Type.Object(policyParts.connections),
    guests: Type.Object(policyParts.guests),
    personal_access_tokens: Type.Object(policyParts.personal_access_tokens),
    sharing: Type.Object(policyParts.sharing),
    scim: Type.Object(policyParts.scim),
    sign_in: Type.Object(policyParts.sign_in),
    retention: Type.Object(policyParts.retention),
    audit: Type.Object(policyParts.audit),
  }),
)

export const policyRoutes = [
  adminRoute({
    method: 'GET',
    url: '/policy',
    call: 'policy.retrieve',
    answer: Policy,
    summary:
      'The rules by which connections, guests, tokens and people of a directory get in, and how long what happened is kept.',
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
