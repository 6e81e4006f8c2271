import { deleteGrants } from '#server/store/access-grants.ts'
import { insertTeamspace, putTeamspaceMember } from '#server/store/teamspaces.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import { beginList, type Grant, grant } from '../access/lists.ts'
import type { Context } from '../context.ts'
import type { User } from '../users/user.ts'
import { defaultTeamspaceSettings, type Teamspace, type TeamspaceSettings } from './teamspace.ts'

export interface NewTeamspace {
  name: string
  description?: string | null | undefined
  icon?: Record<string, unknown> | null | undefined
  visibility?: Teamspace['visibility'] | undefined
  isDefault?: boolean | undefined
  invite?: TeamspaceSettings['invite'] | undefined
  levels?: Partial<TeamspaceSettings['levels']> | undefined
}

/** Makes a teamspace, which its maker owns; a connection names who shall. */
export async function createTeamspace(
  context: Context,
  administration: Administration<'members'>,
  owner: User | null,
  {
    name,
    description = null,
    icon = null,
    visibility = 'open',
    isDefault = false,
    invite,
    levels,
  }: NewTeamspace,
): Promise<string> {
  const { db, workspace, actor, now } = context
  if (actor.role === 'restricted_member') {
    throw new Problem('forbidden', 'Insufficient permissions: restricted members may not make teamspaces.')
  }
  if (isDefault) refuseDefault(administration)
  const ownerId = ownerOf(context, owner)
  const id = context.newId()
  const settings: TeamspaceSettings = {
    invite: invite ?? defaultTeamspaceSettings.invite,
    levels: { ...defaultTeamspaceSettings.levels, ...levels },
  }
  const accessId = await beginList(context, id, null, grantsIn({ id, visibility, settings }))
  await insertTeamspace(db, {
    workspace_id: workspace.id,
    id,
    name: name.trim(),
    description,
    icon: icon && JSON.stringify(icon),
    visibility,
    is_default: isDefault ? 1 : 0,
    access_id: accessId,
    settings: JSON.stringify(settings),
    archived_time: null,
    created_time: now,
    created_by: actor.userId,
    updated_time: now,
  })
  await putTeamspaceMember(db, {
    workspace_id: workspace.id,
    teamspace_id: id,
    principal: principalOf.user(ownerId),
    role: 'owner',
    created_time: now,
  })
  context.record({
    type: 'teamspace.created',
    entity: { type: 'teamspace', id },
    data: { owner_id: ownerId },
    after: { name: name.trim(), visibility, is_default: isDefault, ...settings },
  })
  return id
}

/** Everybody is put into a default teamspace, which is for owners of the workspace to decide. */
export function refuseDefault({ isOwner }: Administration<'members'>): void {
  if (isOwner) return
  throw new Problem(
    'forbidden',
    'Insufficient permissions: only an owner of the workspace may decide which teamspaces everybody is in.',
  )
}

function ownerOf({ actor }: Context, owner: User | null): string {
  if (owner === null) {
    if (actor.type === 'person') return actor.userId
    throw invalid('body.owner_user_id should be defined: a connection owns no teamspace.')
  }
  if (owner.type === 'person' && owner.state === 'active' && owner.role !== 'guest') return owner.id
  throw invalid('body.owner_user_id should be an active member of the workspace.')
}

/** What is granted at the list of a teamspace. Its owners have full access. */
function grantsIn({ id, visibility, settings }: Pick<Teamspace, 'id' | 'visibility' | 'settings'>): Grant[] {
  const { members, workspace } = settings.levels
  return [
    { principal: principalOf.teamspaceOwners(id), level: 'full_access' },
    ...(members === null ? [] : [{ principal: principalOf.teamspace(id), level: members }]),
    ...(workspace === null || visibility !== 'open'
      ? []
      : [{ principal: principalOf.workspace, level: workspace }]),
  ]
}

/** Brings the list of a teamspace to what its levels and its visibility say. */
export async function grantLevels(context: Context, teamspace: Teamspace): Promise<void> {
  const grants = grantsIn(teamspace)
  for (const principal of [principalOf.teamspace(teamspace.id), principalOf.workspace]) {
    if (grants.some((one) => one.principal === principal)) continue
    await deleteGrants(context.db, context.workspace.id, teamspace.accessId, [principal])
  }
  await grant(context, teamspace.accessId, grants)
}
