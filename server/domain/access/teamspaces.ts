import type { TeamspaceRow } from '#server/store/tables/people.ts'
import {
  listedTeamspaces,
  rolesInTeamspaces,
  teamspaceById,
  teamspaceNode,
} from '#server/store/teamspaces.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { type Teamspace, type TeamspaceRole, toTeamspace } from '../teamspaces/teamspace.ts'
import type { Administration } from './administration.ts'
import { type Granted, levelNeeded } from './levels.ts'

/** A teamspace as the parent of its top pages. */
export interface TeamspaceHome {
  id: string
  accessId: string
}

/** A teamspace at whose top the actor may put pages. */
export async function homeInTeamspace(
  context: Context,
  asked: string,
): Promise<Granted<TeamspaceHome, 'edit'>> {
  if (!context.workspace.settings.emulate.extensions) {
    throw invalid(`body.parent.teamspace_id should be not present, instead was \`"${asked}"\`.`)
  }
  const { id, accessId, level } = await reachedTeamspace(context, asked)
  if (level < levelNeeded.edit) {
    throw new Problem('forbidden', `This needs "edit" access to the teamspace with ID: ${id}.`)
  }
  return { id, accessId } as Granted<TeamspaceHome, 'edit'>
}

/** A teamspace whose pages the actor reaches. */
export const teamspaceToRead = async (
  context: Context,
  asked: string,
): Promise<Granted<TeamspaceHome, 'read'>> =>
  (await reachedTeamspace(context, asked)) as TeamspaceHome as Granted<TeamspaceHome, 'read'>

async function reachedTeamspace(
  { db, workspace, actor, now }: Context,
  asked: string,
): Promise<TeamspaceHome & { level: number }> {
  const id = toUuid(asked)
  const row = await teamspaceNode(db, workspace.id, id, actor.principals, now)
  if (row === undefined || row.level === null) throw absentTeamspace(id)
  return { id, accessId: row.access_id, level: row.level }
}

declare const managed: unique symbol

/** A teamspace that the actor owns, or any for owners of the workspace. Only this file makes one. */
export type ManagedTeamspace = Teamspace & { readonly [managed]: true }

/** The teamspaces that the actor sees, in the order they were made. `fromId` is the first one wanted. */
export async function seenTeamspaces(
  context: Context,
  administration: Administration<'members'>,
  isArchived: boolean,
  fromId: string | null,
  limit: number,
): Promise<Teamspace[]> {
  const { db, workspace } = context
  const roles = await rolesOf(context)
  const isEverySeen = administration.isOwner
  const which = { ids: isEverySeen ? null : [...roles.keys()], seesOpen: isFullMember(context), isArchived }
  const rows = await listedTeamspaces(db, workspace.id, which, fromId, limit)
  return rows.map((row) => withRole(context, row, roles))
}

/** A teamspace that the actor sees: open and closed ones, and those they are in; owners of the workspace see all. */
export async function seenTeamspace(
  context: Context,
  { isOwner }: Administration<'members'>,
  asked: string,
): Promise<Teamspace> {
  const id = toUuid(asked)
  const row = await teamspaceById(context.db, context.workspace.id, id)
  if (row === undefined) throw absentTeamspace(id)
  const teamspace = withRole(context, row, await rolesOf(context))
  const isSeen = isFullMember(context) && row.visibility !== 'private' && row.archived_time === null
  if (!isOwner && teamspace.role === null && !isSeen) throw absentTeamspace(id)
  return teamspace
}

/** A teamspace that the actor may change. */
export async function managedTeamspace(
  context: Context,
  administration: Administration<'members'>,
  asked: string,
): Promise<ManagedTeamspace> {
  const teamspace = await seenTeamspace(context, administration, asked)
  if (!administration.isOwner && teamspace.role !== 'owner') {
    throw new Problem(
      'forbidden',
      'Insufficient permissions: only owners of this teamspace or of the workspace may do this.',
    )
  }
  return teamspace as ManagedTeamspace
}

/** What the actor is in each teamspace they were put into, by themselves or with a group. */
async function rolesOf({ db, workspace, actor }: Context): Promise<Map<string, TeamspaceRole>> {
  const rows = await rolesInTeamspaces(db, workspace.id, actor.principals)
  const members = rows.filter(({ role }) => role === 'member')
  const owners = rows.filter(({ role }) => role === 'owner')
  return new Map([...members, ...owners].map(({ teamspace_id, role }) => [teamspace_id, role]))
}

/** Every member is in a default teamspace. */
function withRole(context: Context, row: TeamspaceRow, roles: ReadonlyMap<string, TeamspaceRole>): Teamspace {
  const isInAnyway = row.is_default === 1 && isFullMember(context)
  return toTeamspace(row, roles.get(row.id) ?? (isInAnyway ? 'member' : null))
}

const isFullMember = ({ actor }: Context): boolean =>
  actor.role === 'owner' || actor.role === 'membership_admin' || actor.role === 'member'

const absentTeamspace = (id: string) => new Problem('absent', `Could not find teamspace with ID: ${id}.`)
