import { Type } from 'typebox'
import type { Administration } from '#server/domain/access/administration.ts'
import { userFor } from '#server/domain/access/people.ts'
import { managedTeamspace, seenTeamspace, seenTeamspaces } from '#server/domain/access/teamspaces.ts'
import type { Context } from '#server/domain/context.ts'
import { archiveTeamspace, restoreTeamspace } from '#server/domain/teamspaces/archive.ts'
import { changeTeamspace } from '#server/domain/teamspaces/change.ts'
import { createTeamspace } from '#server/domain/teamspaces/create.ts'
import { idCursor, listOf, pageSize, pagingFields, presentList, slice } from '#server/http/paging.ts'
import { StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { adminRoute } from '../route.ts'
import { changeOf, NewTeamspaceBody, presentTeamspace, TeamspaceAnswer, TeamspaceBody } from './schema.ts'

export const params = { teamspace_id: Uuid }

type Named = { params: { teamspace_id: string } }

/** The administration goes along: verbs ask what the caller is in the workspace. */
export const findSeen = async (
  context: Context,
  administration: Administration<'members'>,
  { params }: Named,
) => ({ administration, teamspace: await seenTeamspace(context, administration, params.teamspace_id) })

export const findManaged = async (
  context: Context,
  administration: Administration<'members'>,
  { params }: Named,
) => ({ administration, teamspace: await managedTeamspace(context, administration, params.teamspace_id) })

export const teamspaceRoutes = [
  adminRoute({
    method: 'GET',
    url: '/teamspaces',
    call: 'teamspaces.list',
    answer: listOf('teamspace', TeamspaceAnswer),
    summary: 'The teamspaces that the caller sees: owners of the workspace see all.',
    by: 'members',
    reads: true,
    query: StrictObject({ ...pagingFields, archived: Type.Optional(Type.Boolean()) }),
    allow: (_context, administration) => administration,
    handle: async (context, { query }, administration) => {
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const isArchived = query.archived === true
      const teamspaces = await seenTeamspaces(context, administration, isArchived, from, size + 1)
      return slice(teamspaces, size, ({ id }) => id)
    },
    present: ({ results, nextCursor }) => presentList('teamspace', results.map(presentTeamspace), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/teamspaces',
    call: 'teamspaces.create',
    answer: TeamspaceAnswer,
    summary: 'Makes a teamspace that the caller owns, or the member that is named.',
    by: 'members',
    body: NewTeamspaceBody,
    allow: async (context, administration, { body }) => ({
      administration,
      owner: body.owner_user_id === undefined ? null : await userFor(context, body.owner_user_id),
    }),
    handle: async (context, { body }, { administration, owner }) => {
      const id = await createTeamspace(context, administration, owner, changeOf(body))
      return seenTeamspace(context, administration, id)
    },
    present: presentTeamspace,
  }),
  adminRoute({
    method: 'GET',
    url: '/teamspaces/:teamspace_id',
    call: 'teamspaces.retrieve',
    answer: TeamspaceAnswer,
    summary: 'One teamspace.',
    by: 'members',
    reads: true,
    params,
    allow: findSeen,
    handle: (_context, _request, { teamspace }) => teamspace,
    present: presentTeamspace,
  }),
  adminRoute({
    method: 'PATCH',
    url: '/teamspaces/:teamspace_id',
    call: 'teamspaces.update',
    answer: TeamspaceAnswer,
    summary: 'Changes a teamspace: what it is called, who sees and joins it, what its pages are to them.',
    by: 'members',
    params,
    body: TeamspaceBody,
    allow: findManaged,
    handle: (context, { body }, { administration, teamspace }) =>
      changeTeamspace(context, administration, teamspace, changeOf(body)),
    present: presentTeamspace,
  }),
  adminRoute({
    method: 'DELETE',
    url: '/teamspaces/:teamspace_id',
    call: 'teamspaces.archive',
    answer: TeamspaceAnswer,
    summary: 'Archives a teamspace: nobody reaches its pages until it is restored.',
    by: 'members',
    params,
    allow: findManaged,
    handle: (context, _request, { teamspace }) => archiveTeamspace(context, teamspace),
    present: presentTeamspace,
  }),
  adminRoute({
    method: 'POST',
    url: '/teamspaces/:teamspace_id/restore',
    call: 'teamspaces.restore',
    answer: TeamspaceAnswer,
    summary: 'Restores an archived teamspace.',
    by: 'members',
    params,
    allow: findManaged,
    handle: (context, _request, { teamspace }) => restoreTeamspace(context, teamspace),
    present: presentTeamspace,
  }),
]
