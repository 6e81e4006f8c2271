import { grantsOf, grantsTo } from '#server/store/access-grants.ts'
import { accessListById, kindsOfNodes } from '#server/store/access-lists.ts'
import { pendingInvitationsOf, updateInvitation } from '#server/store/invitations.ts'
import type { AccessGrantRow } from '#server/store/tables/access.ts'
import type { InvitationRow } from '#server/store/tables/people.ts'
import { principalOf } from '../access/actor.ts'
import { levelNamed } from '../access/levels.ts'
import { changeAccess } from '../access/share.ts'
import type { Context } from '../context.ts'

/** Whoever was asked to come is here: what was granted meanwhile is theirs. */
export async function takeOverInvitations(context: Context, userId: string, emailKey: string): Promise<void> {
  const { db, workspace, now } = context
  for (const invitation of await pendingInvitationsOf(db, workspace.id, emailKey)) {
    await updateInvitation(db, invitation, { state: 'accepted', user_id: userId, decided_time: now })
    const { id, email, role, state } = invitation
    context.record({
      type: 'invitation.accepted',
      entity: { type: 'invitation', id },
      data: { user_id: userId, role },
      before: { email, role, state },
      after: { state: 'accepted', user_id: userId },
    })
    await endGrants(context, invitation, principalOf.user(userId))
  }
}

/** Ends what an invitation was granted, or hands it on: of what somebody had there already the higher counts. */
export async function endGrants(
  context: Context,
  { id }: Pick<InvitationRow, 'id'>,
  heir: string | null,
): Promise<void> {
  const { db, workspace } = context
  const invited = principalOf.invitation(id)
  for (const grant of await grantsTo(db, workspace.id, invited)) {
    const list = await accessListById(db, workspace.id, grant.list_id)
    const { node_id, parent_list_id } = list!
    const kinds = await kindsOfNodes(db, workspace.id, [node_id])
    const kind = kinds.get(node_id) === 'child_database' ? 'database' : 'page'
    const known = (await grantsOf(db, workspace.id, grant.list_id)).find((one) => one.principal === heir)
    const isMore = known === undefined || lastsAbove(grant, known, context.now)
    await changeAccess(
      context,
      { kind, id: node_id, accessId: grant.list_id, parentAccessId: parent_list_id },
      {
        remove: [invited],
        set:
          heir !== null && isMore
            ? [{ principal: heir, level: levelNamed(grant.level), expiresTime: grant.expires_time }]
            : [],
      },
    )
  }
}

/** Whether one grant is more than another, of which an expired one is nothing. */
const lastsAbove = (grant: AccessGrantRow, known: AccessGrantRow, now: number): boolean =>
  (known.expires_time !== null && known.expires_time <= now) ||
  grant.level > known.level ||
  (grant.level === known.level && (grant.expires_time ?? Infinity) > (known.expires_time ?? Infinity))
