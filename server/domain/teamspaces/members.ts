import { noteLeft } from '#server/store/access-losses.ts'
import { groupById } from '#server/store/groups.ts'
import type { TeamspaceMemberRow } from '#server/store/tables/people.ts'
import {
  countOtherOwners,
  deleteTeamspaceMember,
  putTeamspaceMember,
  teamspaceMember,
  teamspaceMembers,
} from '#server/store/teamspaces.ts'
import { userById } from '#server/store/users.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import type { ManagedTeamspace } from '../access/teamspaces.ts'
import type { Context } from '../context.ts'
import { refuseArchived } from './change.ts'
import type { Teamspace, TeamspaceRole } from './teamspace.ts'

/** A person or a group in a teamspace. */
export interface TeamspaceMember {
  teamspaceId: string
  kind: 'user' | 'group'
  id: string
  role: TeamspaceRole
  createdTime: number
}

/** Who is in a teamspace by themselves or as a group; of a default one everybody else is in it as well. */
export async function listTeamspaceMembers(
  { db, workspace }: Context,
  teamspace: Teamspace,
  fromPrincipal: string | null,
  limit: number,
): Promise<TeamspaceMember[]> {
  return (await teamspaceMembers(db, workspace.id, teamspace.id, fromPrincipal, limit)).map(toMember)
}

/** Puts a person or a group into a teamspace, or changes what they are there. */
export async function addTeamspaceMember(
  context: Context,
  administration: Administration<'members'>,
  teamspace: Teamspace,
  named: { user_id: string } | { group_id: string },
  role: TeamspaceRole,
): Promise<TeamspaceMember> {
  refuseArchived(teamspace)
  requireInviter(administration, teamspace, role)
  const principal =
    'user_id' in named
      ? await principalOfMember(context, toUuid(named.user_id))
      : await principalOfGroup(context, toUuid(named.group_id))
  return putMember(context, teamspace, principal, role)
}

export async function changeTeamspaceMember(
  context: Context,
  teamspace: ManagedTeamspace,
  asked: string,
  role: TeamspaceRole,
): Promise<TeamspaceMember> {
  refuseArchived(teamspace)
  const member = await memberOf(context, teamspace, asked)
  return putMember(context, teamspace, member.principal, role)
}

export async function removeTeamspaceMember(
  context: Context,
  teamspace: ManagedTeamspace,
  asked: string,
): Promise<TeamspaceMember> {
  refuseArchived(teamspace)
  return removeMember(context, teamspace, await memberOf(context, teamspace, asked))
}

/** Lets somebody into an open teamspace by themselves. */
export async function joinTeamspace(context: Context, teamspace: Teamspace): Promise<TeamspaceMember> {
  refuseArchived(teamspace)
  const principal = principalOfSelf(context)
  const known = await teamspaceMember(context.db, context.workspace.id, teamspace.id, principal)
  if (known !== undefined) return toMember(known)
  if (teamspace.visibility !== 'open') {
    throw new Problem('forbidden', 'This teamspace is joined by invitation. Ask one of its owners.')
  }
  return putMember(context, teamspace, principal, 'member')
}

export async function leaveTeamspace(context: Context, teamspace: Teamspace): Promise<TeamspaceMember> {
  refuseArchived(teamspace)
  const principal = principalOfSelf(context)
  const member = await teamspaceMember(context.db, context.workspace.id, teamspace.id, principal)
  if (member === undefined) {
    throw new Problem(
      'conflict',
      'You are not in this teamspace by yourself: a group or a default put you there.',
    )
  }
  return removeMember(context, teamspace, member)
}

function requireInviter(
  { isOwner }: Administration<'members'>,
  { role: own, settings }: Teamspace,
  role: TeamspaceRole,
): void {
  if (isOwner || own === 'owner') return
  if (own === 'member' && role === 'member' && settings.invite === 'members') return
  throw new Problem('forbidden', 'Insufficient permissions: only owners of this teamspace may do this.')
}

async function principalOfMember({ db, workspace }: Context, id: string): Promise<string> {
  const [user] = await userById(db, workspace.id, id)
  if (user === undefined) throw new Problem('absent', `Could not find user with ID: ${id}.`)
  if (user.type === 'bot' || user.state === 'removed' || user.role === 'guest') {
    throw invalid('body.user_id should be a member of the workspace: guests and bots are in no teamspace.')
  }
  return principalOf.user(id)
}

async function principalOfGroup({ db, workspace }: Context, id: string): Promise<string> {
  if ((await groupById(db, workspace.id, id)) !== undefined) return principalOf.group(id)
  throw new Problem('absent', `Could not find group with ID: ${id}.`)
}

function principalOfSelf({ actor }: Context): string {
  if (actor.type === 'person') return principalOf.user(actor.userId)
  throw invalid('A connection is in no teamspace.')
}

/** By the id of the person or of the group. */
async function memberOf({ db, workspace }: Context, { id }: Teamspace, asked: string) {
  const memberId = toUuid(asked)
  const member =
    (await teamspaceMember(db, workspace.id, id, principalOf.user(memberId))) ??
    (await teamspaceMember(db, workspace.id, id, principalOf.group(memberId)))
  if (member !== undefined) return member
  throw new Problem('absent', `Could not find user or group with ID: ${memberId} in this teamspace.`)
}

async function putMember(
  context: Context,
  { id }: Teamspace,
  principal: string,
  role: TeamspaceRole,
): Promise<TeamspaceMember> {
  const { db, workspace, now } = context
  const known = await teamspaceMember(db, workspace.id, id, principal)
  if (known?.role === role) return toMember(known)
  if (known?.role === 'owner') await keepAnOwner(context, id, principal)
  const row = { workspace_id: workspace.id, teamspace_id: id, principal, role, created_time: now }
  await putTeamspaceMember(db, row)
  if (known?.role === 'owner') {
    await noteLeft(db, workspace.id, { principal }, [principalOf.teamspaceOwners(id)])
  }
  record(context, known ? 'member_role_updated' : 'member_added', row, known?.role ?? null, role)
  return toMember({ ...row, created_time: known?.created_time ?? now })
}

async function removeMember(
  context: Context,
  { id }: Teamspace,
  row: TeamspaceMemberRow,
): Promise<TeamspaceMember> {
  if (row.role === 'owner') await keepAnOwner(context, id, row.principal)
  const { db, workspace } = context
  const { principal } = row
  await deleteTeamspaceMember(db, workspace.id, id, principal)
  await noteLeft(db, workspace.id, { principal }, [
    principalOf.teamspace(id),
    ...(row.role === 'owner' ? [principalOf.teamspaceOwners(id)] : []),
  ])
  record(context, 'member_removed', row, row.role, null)
  return toMember(row)
}

async function keepAnOwner({ db, workspace }: Context, id: string, principal: string): Promise<void> {
  if ((await countOtherOwners(db, workspace.id, id, principal)) > 0) return
  throw new Problem('conflict', 'This is the last owner of the teamspace. Make somebody else an owner first.')
}

function record(
  context: Context,
  what: 'member_added' | 'member_role_updated' | 'member_removed',
  row: TeamspaceMemberRow,
  before: TeamspaceRole | null,
  after: TeamspaceRole | null,
): void {
  const { kind, id } = toMember(row)
  context.record({
    type: `teamspace.${what}`,
    entity: { type: 'teamspace', id: row.teamspace_id },
    data: { [`${kind}_id`]: id, ...(after === null ? {} : { role: after }) },
    before: { role: before },
    after: { role: after },
  })
}

function toMember({ teamspace_id, principal, role, created_time }: TeamspaceMemberRow): TeamspaceMember {
  const [kind, id] = principal.split(':') as ['user' | 'group', string]
  return { teamspaceId: teamspace_id, kind, id, role, createdTime: created_time }
}
