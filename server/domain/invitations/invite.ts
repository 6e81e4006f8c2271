import { insertInvitation, pendingInvitationsOf, updateInvitation } from '#server/store/invitations.ts'
import type { InvitationRow } from '#server/store/tables/people.ts'
import { userByEmail, userById } from '#server/store/users.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import { emailKey } from '../users/create.ts'
import { higherRole, type Invited, membershipAdministration, newLink } from './invitation.ts'

export interface NewInvitation {
  email: string
  role: InvitationRow['role']
  message: string | null
  /** Whether mail is sent. */
  notify: boolean
  /** What they get access to with it; null when it is the workspace alone. */
  title: string | null
}

/** Asks somebody by e-mail to become a member: for those who decide on members, and on owners for owners. */
export async function inviteMember(context: Context, invitation: NewInvitation): Promise<Invited> {
  const administration = membershipAdministration(context)
  if (administration === null || (invitation.role === 'owner' && !administration.isOwner)) {
    throw new Problem(
      'forbidden',
      invitation.role === 'owner'
        ? 'Insufficient permissions for this endpoint: only an owner of the workspace may invite an owner.'
        : 'Insufficient permissions for this endpoint: only an owner or a membership admin of the workspace may invite members. To invite somebody to a page, use POST /v1/pages/{page_id}/permissions.',
    )
  }
  const known = await userByEmail(context.db, context.workspace.id, emailKey(invitation.email))
  if (known !== undefined && known.state !== 'removed') {
    throw invalid(`Somebody with this e-mail is in the workspace already: the user with ID ${known.id}.`)
  }
  return invite(context, invitation)
}

/**
 * Asks somebody by e-mail to come, whoever may do so being for the caller to know. Who was asked already is asked for
 * the higher of both roles, and gets another link when the one they have is over.
 */
export async function invite(
  context: Context,
  { email, role, message, notify, title }: NewInvitation,
): Promise<Invited> {
  if (!isSignInEmail(email.trim())) {
    throw invalid(
      `Nobody can be invited as "${email.slice(0, 100).toWellFormed()}": the e-mail should be like name@example.com, in plain letters.`,
    )
  }
  const { db, workspace, now } = context
  const [known] = await pendingInvitationsOf(db, workspace.id, emailKey(email))
  if (known !== undefined) {
    const higher = higherRole(known.role, role)
    if (higher !== known.role) await raise(context, known, higher)
    if (known.expires_time > now) return { invitation: { ...known, role: higher }, url: null }
    return renew(context, { ...known, role: higher }, { message, notify, title })
  }
  const link = newLink(context)
  const invitation: InvitationRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    email: email.trim(),
    email_key: emailKey(email),
    role,
    state: 'pending',
    message,
    user_id: null,
    created_time: now,
    created_by: context.actor.userId,
    decided_time: null,
    ...link.columns,
  }
  await insertInvitation(db, invitation)
  context.record({
    type: 'invitation.created',
    entity: { type: 'invitation', id: invitation.id },
    data: { role },
    after: { email: invitation.email, role, state: invitation.state },
  })
  return tell(context, invitation, link.url, { notify, title })
}

async function raise(
  context: Context,
  invitation: InvitationRow,
  role: InvitationRow['role'],
): Promise<void> {
  await updateInvitation(context.db, invitation, { role })
  context.record({
    type: 'invitation.updated',
    entity: { type: 'invitation', id: invitation.id },
    data: { updated_fields: ['role'], role, previous_role: invitation.role },
    before: { role: invitation.role },
    after: { role },
  })
}

/** Gives an invitation another link; the one before works no more. */
export async function renew(
  context: Context,
  invitation: InvitationRow,
  { message, notify, title }: Pick<NewInvitation, 'message' | 'notify' | 'title'>,
): Promise<Invited> {
  const link = newLink(context)
  const change = { ...link.columns, message: message ?? invitation.message }
  await updateInvitation(context.db, invitation, change)
  const expiring = ({ expires_time }: Pick<InvitationRow, 'expires_time'>) => ({
    expires_time: new Date(expires_time).toISOString(),
  })
  context.record({
    type: 'invitation.updated',
    entity: { type: 'invitation', id: invitation.id },
    data: { updated_fields: ['expires_time'] },
    before: expiring(invitation),
    after: expiring(change),
  })
  return tell(context, { ...invitation, ...change }, link.url, { notify, title })
}

/** Sends the link; where no mail goes out, whoever invites is shown it. */
async function tell(
  context: Context,
  invitation: InvitationRow,
  url: string,
  { notify, title }: Pick<NewInvitation, 'notify' | 'title'>,
): Promise<Invited> {
  if (context.mail === 'none') return { invitation, url }
  if (notify) {
    const by = await nameOfActor(context)
    const what =
      title === null ? context.workspace.name : `${title || 'Untitled'} (${context.workspace.name})`
    await queueMail(
      context,
      writeLetter({
        to: invitation.email,
        subject: `${by} invited you to ${what}`,
        text: `${by} invited you to ${what}.`,
        message: invitation.message,
        link: { label: 'Accept the invitation', url },
        end: 'The link works once, for seven days. If you do not know who invited you, leave it.',
      }),
    )
  }
  return { invitation, url: null }
}

/** What somebody is called in a mail. */
export async function nameOfActor({ db, workspace, actor }: Context): Promise<string> {
  const [user] = await userById(db, workspace.id, actor.userId)
  return user?.name || 'Somebody'
}
