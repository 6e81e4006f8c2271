import {
  addTeamspaceMember,
  changeTeamspaceMember,
  joinTeamspace,
  leaveTeamspace,
  listTeamspaceMembers,
  removeTeamspaceMember,
} from '#server/domain/teamspaces/members.ts'
import { invalidCursor, packCursor, unpackCursor } from '#server/http/cursors.ts'
import { listOf, PagingQuery, pageSize, presentList, slice } from '#server/http/paging.ts'
import { StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'
import { findManaged, findSeen, params } from './routes.ts'
import { MemberBody, presentTeamspaceMember, TeamspaceMemberAnswer, TeamspaceRole } from './schema.ts'

const memberParams = { ...params, member_id: Uuid }

/** Lists of members go by `user:<id>` and `group:<id>`. */
function memberCursor(cursor: string | null | undefined): string | null {
  if (cursor === undefined || cursor === null) return null
  const [principal] = unpackCursor<[string]>(cursor, ['string'])
  if (!/^(user|group):[0-9a-f-]{36}$/.test(principal)) throw invalidCursor(cursor)
  return principal
}

export const teamspaceMemberRoutes = [
  adminRoute({
    method: 'GET',
    url: '/teamspaces/:teamspace_id/members',
    call: 'teamspaces.members.list',
    answer: listOf('teamspace_member', TeamspaceMemberAnswer),
    summary: 'The people and groups in a teamspace.',
    by: 'members',
    reads: true,
    params,
    query: PagingQuery,
    allow: findSeen,
    handle: async (context, { query }, { teamspace }) => {
      const size = pageSize(query.page_size)
      const from = memberCursor(query.start_cursor)
      const members = await listTeamspaceMembers(context, teamspace, from, size + 1)
      return slice(members, size, ({ kind, id }) => packCursor([`${kind}:${id}`]))
    },
    present: ({ results, nextCursor }) =>
      presentList('teamspace_member', results.map(presentTeamspaceMember), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/teamspaces/:teamspace_id/members',
    call: 'teamspaces.members.add',
    answer: TeamspaceMemberAnswer,
    summary: 'Puts a person or a group into a teamspace.',
    by: 'members',
    params,
    body: MemberBody,
    allow: findSeen,
    handle: (context, { body }, { administration, teamspace }) =>
      addTeamspaceMember(context, administration, teamspace, body, body.role ?? 'member'),
    present: presentTeamspaceMember,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/teamspaces/:teamspace_id/members/:member_id',
    call: 'teamspaces.members.update',
    answer: TeamspaceMemberAnswer,
    summary: 'Makes a person or a group an owner or a member of a teamspace.',
    by: 'members',
    params: memberParams,
    body: StrictObject({ role: TeamspaceRole }),
    allow: findManaged,
    handle: (context, { params, body }, { teamspace }) =>
      changeTeamspaceMember(context, teamspace, params.member_id, body.role),
    present: presentTeamspaceMember,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/teamspaces/:teamspace_id/members/:member_id',
    call: 'teamspaces.members.remove',
    answer: TeamspaceMemberAnswer,
    summary: 'Takes a person or a group out of a teamspace.',
    by: 'members',
    params: memberParams,
    allow: findManaged,
    handle: (context, { params }, { teamspace }) =>
      removeTeamspaceMember(context, teamspace, params.member_id),
    present: presentTeamspaceMember,
  }),
  adminRoute({
    method: 'POST',
    url: '/teamspaces/:teamspace_id/join',
    call: 'teamspaces.join',
    answer: TeamspaceMemberAnswer,
    summary: 'Lets the caller into an open teamspace.',
    by: 'members',
    params,
    allow: findSeen,
    handle: (context, _request, { teamspace }) => joinTeamspace(context, teamspace),
    present: presentTeamspaceMember,
  }),
  adminRoute({
    method: 'POST',
    url: '/teamspaces/:teamspace_id/leave',
    call: 'teamspaces.leave',
    answer: TeamspaceMemberAnswer,
    summary: 'Takes the caller out of a teamspace.',
    by: 'members',
    params,
    allow: findSeen,
    handle: (context, _request, { teamspace }) => leaveTeamspace(context, teamspace),
    present: presentTeamspaceMember,
  }),
]
