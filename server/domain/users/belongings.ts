import { listsHeldOnlyBy } from '#server/store/access-entries.ts'
import { groupsOfUsers } from '#server/store/groups.ts'
import { deleteTeamspaceMember, teamspacesOfPrincipal } from '#server/store/teamspaces.ts'
import { principalOf } from '../access/actor.ts'
import { levels } from '../access/levels.ts'
import { ungrantEverywhere } from '../access/lists.ts'
import type { Context } from '../context.ts'
import { removeGroupMember } from '../groups/members.ts'

/** Takes a person out of every group and teamspace. */
export async function leaveGroupsAndTeamspaces(context: Context, userId: string): Promise<void> {
  const { db, workspace } = context
  for (const { id } of await groupsOfUsers(db, workspace.id, [userId])) {
    await removeGroupMember(context, id, userId)
  }
  const principal = principalOf.user(userId)
  for (const { teamspace_id } of await teamspacesOfPrincipal(db, workspace.id, principal)) {
    await deleteTeamspaceMember(db, workspace.id, teamspace_id, principal)
    context.record({
      type: 'teamspace.member_removed',
      entity: { type: 'teamspace', id: teamspace_id },
      data: { user_id: userId },
    })
  }
}

/** Ends what waited for somebody who was away for too long. Pages that nobody else has full access to stay theirs. */
export async function loseWhatWaited(context: Context, userId: string): Promise<void> {
  const { db, workspace, now } = context
  await leaveGroupsAndTeamspaces(context, userId)
  const principal = principalOf.user(userId)
  const own = await listsHeldOnlyBy(db, workspace.id, principal, levels.full_access, now)
  await ungrantEverywhere(
    context,
    principal,
    own.map(({ id }) => id),
  )
}
