import type { Context } from '#server/domain/context.ts'
import type { Invited } from '#server/domain/invitations/invitation.ts'

/**
 * An invitation as it is sent. Its link is shown once, to whoever invites, and only where no mail goes out; the e-mail
 * to those who see e-mails.
 */
export const presentInvitation = ({ invitation, url }: Invited, { actor, now }: Context) => ({
  object: 'invitation',
  id: invitation.id,
  email: actor.capabilities.user_info === 'email' ? invitation.email : null,
  role: invitation.role,
  status: invitation.state === 'pending' && invitation.expires_time <= now ? 'expired' : invitation.state,
  message: invitation.message,
  url,
  user_id: invitation.user_id,
  created_time: toIso(invitation.created_time),
  created_by: invitation.created_by && { object: 'user', id: invitation.created_by },
  expires_time: toIso(invitation.expires_time),
})

const toIso = (milliseconds: number): string => new Date(milliseconds).toISOString()
