import { Type } from 'typebox'
import { administrationOf } from '#server/domain/access/administration.ts'
import { addDomain } from '#server/domain/domains/add.ts'
import { listDomains, readDomainOf } from '#server/domain/domains/list.ts'
import { removeDomain } from '#server/domain/domains/remove.ts'
import { askForProof, verifyDomain } from '#server/domain/domains/verify.ts'
import { listOf, PagingQuery, presentList } from '#server/http/paging.ts'
import { presentDomain } from '#server/http/present-domain.ts'
import { toUuid } from '#shared/ids.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'

const Domain = named(
  'Domain',
  Type.Object({
    object: Type.Literal('domain'),
    id: Type.String(),
    domain: Type.String(),
    display_name: Type.String(),
    status: OneOf(['pending', 'verified', 'failed']),
    verified_by: Nullable(OneOf(['dns', 'trust', 'owner'])),
    failure_reason: Nullable(OneOf(['expired', 'lost', 'taken'])),
    record: Type.Object({ type: Type.Literal('TXT'), name: Type.String(), value: Type.String() }),
    code_expiration_time: Nullable(Type.String()),
    verified_time: Nullable(Type.String()),
    last_check: Nullable(
      Type.Object({
        time: Type.String(),
        found: OneOf(['record', 'no_record', 'other_record', 'no_answer']),
      }),
    ),
    created_time: Type.String(),
    created_by: Nullable(Type.Object({ object: Type.Literal('user'), id: Type.String() })),
  }),
)

const params = { domain_id: Uuid }

export const domainRoutes = [
  adminRoute({
    method: 'GET',
    url: '/domains',
    call: 'domains.list',
    answer: listOf('domain', Domain),
    summary: 'The e-mail domains that the workspace says are its own, whether that is proved or not.',
    by: 'owners',
    reads: true,
    isExtension: true,
    query: PagingQuery,
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) =>
      listed(
        query,
        (from, limit) => listDomains(context, administration, from, limit),
        ({ id }) => id,
      ),
    present: ({ results, nextCursor }) => presentList('domain', results.map(presentDomain), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/domains',
    call: 'domains.add',
    answer: Domain,
    summary:
      'Says that a domain is the workspace’s own. The answer has the TXT record that proves it, which counts for a week.',
    by: 'owners',
    isExtension: true,
    body: StrictObject({ domain: Type.String(), trusted: Type.Optional(Type.Boolean()) }),
    allow: (_context, administration) => administration,
    handle: (context, { body }, administration) =>
      addDomain(context, administration, { domain: body.domain, isTrusted: body.trusted ?? false }),
    present: presentDomain,
  }),
  adminRoute({
    method: 'GET',
    url: '/domains/:domain_id',
    call: 'domains.retrieve',
    answer: Domain,
    summary: 'A domain, with what DNS said about it last.',
    by: 'owners',
    reads: true,
    isExtension: true,
    params,
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration) => readDomainOf(context, administration, params.domain_id),
    present: presentDomain,
  }),
  adminRoute({
    method: 'POST',
    url: '/domains/:domain_id/verify',
    call: 'domains.verify',
    answer: Domain,
    summary:
      'Looks for the record in DNS. The domain is verified if it is there; `last_check` says what was found.',
    by: 'owners',
    isExtension: true,
    params,
    ask: (context, { params }) =>
      askForProof(
        context,
        administrationOf(context, toUuid(params.workspace_id), 'owners'),
        params.domain_id,
      ),
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration, found) =>
      verifyDomain(context, administration, params.domain_id, found),
    present: presentDomain,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/domains/:domain_id',
    call: 'domains.remove',
    answer: Domain,
    summary: 'Lets go of a domain. Whatever holds for people of verified domains ends for its people.',
    by: 'owners',
    isExtension: true,
    params,
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration) => removeDomain(context, administration, params.domain_id),
    present: presentDomain,
  }),
]
