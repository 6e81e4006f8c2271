import { listsHeldOnlyBy } from '#server/store/access-entries.ts'
import { noteLeft } from '#server/store/access-losses.ts'
import { countedGroup, deleteGroupRows } from '#server/store/groups.ts'
import { countOtherOwners, deleteTeamspaceMember, teamspacesOfPrincipal } from '#server/store/teamspaces.ts'
import { Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { ManagedGroup } from '../access/groups.ts'
import { levels } from '../access/levels.ts'
import { ungrantEverywhere } from '../access/lists.ts'
import type { Context } from '../context.ts'

/** That many ids are named in a refusal. */
const NAMED = 10

/**
 * Deletes a group with all that was granted to it. Nothing may be left without anybody who has full access. That its
 * members are in it no more goes without saying.
 */
export async function deleteGroup(context: Context, group: ManagedGroup): Promise<void> {
  const { db, workspace } = context
  const principal = principalOf.group(group.id)
  await refuseOrphans(context, principal)
  const teamspaces = await teamspacesOfPrincipal(db, workspace.id, principal)
  for (const { teamspace_id, role } of teamspaces) {
    if (role === 'owner') await refuseOwnerless(context, teamspace_id, principal)
  }
  const left = teamspaces.flatMap(({ teamspace_id, role }) => [
    principalOf.teamspace(teamspace_id),
    ...(role === 'owner' ? [principalOf.teamspaceOwners(teamspace_id)] : []),
  ])
  await noteLeft(db, workspace.id, { membersOf: group.id }, [principal, ...left])
  await ungrantEverywhere(context, principal)
  for (const { teamspace_id } of teamspaces) {
    await deleteTeamspaceMember(db, workspace.id, teamspace_id, principal)
    context.record({
      type: 'teamspace.member_removed',
      entity: { type: 'teamspace', id: teamspace_id },
      data: { group_id: group.id },
    })
  }
  const { member_count: memberCount } = (await countedGroup(db, workspace.id, group.id))!
  await deleteGroupRows(db, workspace.id, group.id)
  context.record({
    type: 'group.deleted',
    entity: { type: 'group', id: group.id },
    before: { name: group.name, member_count: memberCount },
  })
}

async function refuseOrphans({ db, workspace, now }: Context, principal: string): Promise<void> {
  const lists = await listsHeldOnlyBy(db, workspace.id, principal, levels.full_access, now)
  if (lists.length === 0) return
  const ids = lists.slice(0, NAMED).map((list) => list.node_id)
  throw new Problem(
    'conflict',
    `Without this group nobody would have full access to ${lists.length} page(s) or database(s): ${ids.join(', ')}${lists.length > NAMED ? ' …' : ''}. Give somebody else full access first.`,
    { data: { count: lists.length, page_ids: ids } },
  )
}

async function refuseOwnerless(context: Context, teamspaceId: string, principal: string): Promise<void> {
  const { db, workspace } = context
  if ((await countOtherOwners(db, workspace.id, teamspaceId, principal)) > 0) return
  throw new Problem(
    'conflict',
    `This group alone owns the teamspace with ID: ${teamspaceId}. Make somebody else an owner there first.`,
  )
}
