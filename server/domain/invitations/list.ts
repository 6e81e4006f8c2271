import { listedInvitations } from '#server/store/invitations.ts'
import type { InvitationRow } from '#server/store/tables/people.ts'
import type { Context } from '../context.ts'
import { membershipAdministration } from './invitation.ts'

/** Invitations in one state, the oldest first: everybody's for who decides on members, else one's own. */
export function listInvitations(
  context: Context,
  { state, fromId, limit }: { state: InvitationRow['state']; fromId: string | null; limit: number },
): Promise<InvitationRow[]> {
  const { db, workspace, actor } = context
  const createdBy = membershipAdministration(context) === null ? actor.userId : null
  return listedInvitations(db, workspace.id, state, createdBy, fromId, limit)
}
