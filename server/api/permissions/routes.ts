/** Who may do what at a page or database: the same calls at both. */
import { Type } from 'typebox'
import type { Place } from '#server/domain/access/places.ts'
import { placeFor } from '#server/domain/access/places.ts'
import type { Context } from '#server/domain/context.ts'
import { listCandidates } from '#server/domain/permissions/candidates.ts'
import { effectiveAccess } from '#server/domain/permissions/effective.ts'
import { type Effects, withEffects } from '#server/domain/permissions/effects.ts'
import { changePermission, revokePermission } from '#server/domain/permissions/entry.ts'
import { findPrincipal, type NamedPrincipal } from '#server/domain/permissions/find-principal.ts'
import { type GrantedPermission, grantPermissions, type Sharing } from '#server/domain/permissions/grant.ts'
import { inheritsAt, listPermissions, rankOf, retrievePermission } from '#server/domain/permissions/list.ts'
import type * as domain from '#server/domain/permissions/permission.ts'
import { rootsReached } from '#server/domain/permissions/reached.ts'
import { tryOut } from '#server/domain/try-out.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { pageSize, presentList, type Slice, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { Uuid } from '#shared/validation/schemas.ts'
import {
  ChangedPermissions,
  EffectivePermission,
  Permission,
  PermissionCandidates,
  PermissionList,
  PermissionsHere,
} from './answers.ts'
import { presentCandidate, presentEffective, presentEffects, presentPermission } from './present.ts'
import { type PrincipalRequest, principalIn } from './principal.ts'
import { changeIn, sharingOfBatch, sharingOfGrant, sharingOfInvite, sharingOfUsers } from './requests.ts'
import {
  BatchBody,
  CandidatesQuery,
  ChangeBody,
  EffectiveQuery,
  GrantBody,
  InviteBody,
  ListQuery,
  ReachedQuery,
  RevokeQuery,
  UsersBody,
} from './schema.ts'

/** What is answered about a change, and whether it was made. */
interface Answered<T> {
  context: Context
  result: T
  /** Of a change that was only tried out. */
  effects: Effects | null
}

function permissionRoutesOf(kind: Place['kind']) {
  const parameter = `${kind}_id`
  const base = `/v1/${kind}s/:${parameter}`
  const params = Type.Object({ [parameter]: Uuid } as Record<string, typeof Uuid>)
  const entryParams = Type.Object({ [parameter]: Uuid, permission_id: Uuid } as Record<string, typeof Uuid>)
  const idIn = (given: Record<string, string>) => given[parameter]!
  const entryIn = (given: Record<string, string>) => toUuid(given.permission_id!)
  const places = 'of a page or database'
  const reading = { needs: 'read_permissions', reads: true, isExtension: true } as const
  const writing = { needs: 'write_permissions', isExtension: true } as const

  return [
    route({
      ...reading,
      method: 'GET',
      url: `${base}/permissions`,
      summary: `Who may do what ${places}: workspace, public, teamspaces, groups, people, bots, pending ones.`,
      call: `${kind}s.permissions.list`,
      answer: PermissionsHere,
      params,
      query: ListQuery,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'read'),
      handle: async (context, { query }, place) => {
        const { inherited = true, page_size, start_cursor } = query
        const all = await listPermissions(context, place, { inherited })
        const rest = start_cursor ? after(all, start_cursor) : all
        const page = slice(rest, pageSize(page_size), (one) => packCursor([rankOf(one), one.id]))
        return { ...page, context, inherits: await inheritsAt(context, place) }
      },
      present: ({ inherits, ...page }) => ({ ...presentPage(page), inherits }),
    }),
    route({
      ...writing,
      method: 'POST',
      url: `${base}/permissions`,
      summary: `Grants somebody access, or changes what they were granted here. An e-mail that is nobody's is invited.`,
      call: `${kind}s.permissions.grant`,
      answer: Permission,
      params,
      body: GrantBody,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'full_access'),
      handle: (context, { body }, place) =>
        answering(context, place, body.dry_run, (inside) =>
          grantPermissions(inside, place, sharingOfGrant(body)),
        ),
      present: ({ context, result: [granted], effects }) => ({
        ...presentGranted(granted!, context),
        ...presentTrial({ context, effects }),
      }),
    }),
    batchRoute(
      'permissions.change',
      'PATCH',
      '/permissions',
      BatchBody,
      sharingOfBatch,
      'Grants and revokes at once: all, or nothing.',
    ),
    batchRoute(
      'users.change',
      'POST',
      '/users',
      UsersBody,
      sharingOfUsers,
      'Adds and removes people by e-mail or id: all, or nothing.',
    ),
    batchRoute(
      'invite',
      'POST',
      '/invite',
      InviteBody,
      sharingOfInvite,
      'Invites people by e-mail; members get access at once.',
    ),
    route({
      ...reading,
      method: 'GET',
      url: `${base}/permissions/effective`,
      summary: 'What somebody may do here, and why; oneself when nobody is named.',
      call: `${kind}s.permissions.effective`,
      answer: EffectivePermission,
      params,
      query: EffectiveQuery,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'read'),
      handle: async (context, { query }, place) => {
        const asked = askedIn(context, query)
        const access = await effectiveAccess(context, place, await findPrincipal(context, asked))
        return { context, place, asked, access }
      },
      present: ({ context, place, asked, access }) => presentEffective(access, place, asked, context),
    }),
    route({
      ...reading,
      method: 'GET',
      url: `${base}/permissions/candidates`,
      summary: 'People and groups that could be given access here, by the words of their name or e-mail.',
      call: `${kind}s.permissions.candidates`,
      answer: PermissionCandidates,
      params,
      query: CandidatesQuery,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'full_access'),
      handle: async (context, { query }, place) => ({
        context,
        candidates: await listCandidates(context, place, query.query ?? ''),
      }),
      present: ({ context, candidates }) =>
        presentList(
          'permission_candidate',
          candidates.map((candidate) => presentCandidate(candidate, context)),
          null,
        ),
    }),
    route({
      ...reading,
      method: 'GET',
      url: `${base}/permissions/:permission_id`,
      summary: 'One permission.',
      call: `${kind}s.permissions.retrieve`,
      answer: Permission,
      params: entryParams,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'read'),
      handle: async (context, { params }, place) => ({
        context,
        permission: await retrievePermission(context, place, entryIn(params)),
      }),
      present: ({ context, permission }) => presentPermission(permission, context),
    }),
    route({
      ...writing,
      method: 'PATCH',
      url: `${base}/permissions/:permission_id`,
      summary: 'Changes level, expiry or link of one permission.',
      call: `${kind}s.permissions.update`,
      answer: Permission,
      params: entryParams,
      body: ChangeBody,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'full_access'),
      handle: (context, { params, body }, place) =>
        answering(context, place, body.dry_run, (inside) =>
          changePermission(inside, place, entryIn(params), changeIn(body)),
        ),
      present: presentAnswered,
    }),
    route({
      ...writing,
      method: 'DELETE',
      url: `${base}/permissions/:permission_id`,
      summary: 'Revokes one permission.',
      call: `${kind}s.permissions.revoke`,
      answer: Permission,
      params: entryParams,
      query: RevokeQuery,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'full_access'),
      handle: (context, { params, query }, place) =>
        answering(context, place, query.dry_run, (inside) =>
          revokePermission(inside, place, entryIn(params), { override: query.override ?? false }),
        ),
      present: (answered) => ({ ...presentAnswered(answered), deleted: true }),
    }),
  ]

  function batchRoute<B extends typeof BatchBody | typeof UsersBody | typeof InviteBody>(
    name: string,
    method: 'POST' | 'PATCH',
    url: string,
    body: B,
    sharingOf: (body: never) => Sharing,
    summary: string,
  ) {
    return route({
      ...writing,
      method,
      url: `${base}${url}`,
      summary,
      call: `${kind}s.${name}`,
      answer: ChangedPermissions,
      params,
      body,
      allow: (context, { params }) => placeFor(context, kind, idIn(params), 'full_access'),
      handle: (context, { body }, place) =>
        answering(context, place, (body as { dry_run?: boolean }).dry_run, (inside) =>
          grantPermissions(inside, place, sharingOf(body as never)),
        ),
      present: presentAllGranted,
    })
  }
}

/** Does what is asked; or only says what that would be. */
async function answering<T>(
  context: Context,
  place: Place,
  isTrial = false,
  work: (context: Context) => Promise<T>,
): Promise<Answered<T>> {
  if (!isTrial) return { context, result: await work(context), effects: null }
  const tried = await tryOut(context, (inside) => withEffects(inside, place, () => work(inside)))
  return { context, ...tried }
}

const presentTrial = ({ context, effects }: Pick<Answered<unknown>, 'context' | 'effects'>) =>
  effects && { dry_run: true, effects: presentEffects(effects, context) }

const presentAnswered = ({ context, result, effects }: Answered<domain.Permission>) => ({
  ...presentPermission(result, context),
  ...presentTrial({ context, effects }),
})

const presentAllGranted = ({ context, result, effects }: Answered<GrantedPermission[]>) => ({
  ...presentList(
    'permission',
    result.map((granted) => presentGranted(granted, context)),
    null,
  ),
  ...presentTrial({ context, effects }),
})

/** Where no mail goes out, whoever invites hands on the link. */
const presentGranted = ({ permission, invitationUrl }: GrantedPermission, context: Context) => {
  const presented = presentPermission(permission, context)
  if (invitationUrl === null) return presented
  return { ...presented, invitation: { ...presented.invitation, url: invitationUrl } }
}

const presentPage = ({ results, nextCursor, context }: Slice<domain.Permission> & { context: Context }) =>
  presentList(
    'permission',
    results.map((one) => presentPermission(one, context)),
    nextCursor,
  )

/** From the permission that a cursor tells on; it may be gone. */
function after(all: readonly domain.Permission[], cursor: string): readonly domain.Permission[] {
  const [rank, id] = unpackCursor<[number, string]>(cursor, ['number', 'string'])
  const from = all.findIndex((one) => rankOf(one) > rank || (rankOf(one) === rank && one.id >= id))
  return from === -1 ? [] : all.slice(from)
}

/** Who is asked about; the caller when nobody is named. */
function askedIn({ actor }: Context, query: PrincipalRequest): NamedPrincipal {
  if (Object.keys(query).length === 0)
    return { type: actor.type === 'bot' ? 'bot' : 'user', id: actor.userId }
  return principalIn(query, 'query')
}

export const permissionRoutes = [
  ...permissionRoutesOf('page'),
  ...permissionRoutesOf('database'),
  route({
    method: 'GET',
    url: '/v1/permissions',
    summary: 'Where a principal begins to reach pages and databases, as far as the caller sees them.',
    call: 'permissions.list',
    answer: PermissionList,
    needs: 'read_permissions',
    reads: true,
    isExtension: true,
    query: ReachedQuery,
    allow: () => null,
    handle: async (context, { query }) => {
      const { start_cursor, page_size, ...asked } = query
      const size = pageSize(page_size)
      const principal = await findPrincipal(context, askedIn(context, asked))
      const after = start_cursor ? unpackCursor<[string, string]>(start_cursor, ['string', 'string']) : null
      const roots =
        principal === null ? [] : await rootsReached(context, principal, { after, limit: size + 1 })
      const last = roots.length > size ? roots[size - 1]! : null
      return {
        context,
        results: roots.slice(0, size),
        nextCursor: last && packCursor([last.id, last.place.id]),
      }
    },
    present: (page) => presentPage(page),
  }),
]
