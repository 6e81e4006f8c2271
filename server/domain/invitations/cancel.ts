import { updateInvitation } from '#server/store/invitations.ts'
import type { InvitationRow } from '#server/store/tables/people.ts'
import type { Context } from '../context.ts'
import { endGrants } from './take-over.ts'

/** Takes an invitation back: its link works no more, and what it was granted is gone. */
export async function cancelInvitation(context: Context, invitation: InvitationRow): Promise<InvitationRow> {
  const change = { state: 'cancelled', decided_time: context.now } as const
  await updateInvitation(context.db, invitation, change)
  const { id, email, role, state } = invitation
  context.record({
    type: 'invitation.cancelled',
    entity: { type: 'invitation', id },
    data: { role },
    before: { email, role, state },
    after: { state: change.state },
  })
  await endGrants(context, invitation, null)
  return { ...invitation, ...change }
}
