import { accountByEmail, passwordsOf, putPassword } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { invitationOfLink } from '#server/store/invitations.ts'
import type { InvitationRow, UserRow } from '#server/store/tables/people.ts'
import { setEnteredBy, userByEmail, userById } from '#server/store/users.ts'
import { workspaceById } from '#server/store/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import { isName, LONGEST_NAME } from '#shared/validation/name.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Account, Installation } from '../accounts/account.ts'
import { accountFor } from '../accounts/account-for.ts'
import { FieldProblem } from '../accounts/field-problem.ts'
import { weaknessOf } from '../accounts/password-policy.ts'
import { hashOf, isPassword } from '../accounts/set-password.ts'
import type { Context } from '../context.ts'
import { countAttempt } from '../sign-in/attempts.ts'
import { changePerson } from '../users/change.ts'
import { addPerson } from '../users/create.ts'
import { toUser } from '../users/user.ts'
import { higherRole } from './invitation.ts'
import { takeOverInvitations } from './take-over.ts'

/** What the link of an invitation is worth. */
export type InvitationLink =
  | { state: 'open'; invitation: InvitationRow; workspace: string; invitedBy: string | null }
  | { state: 'used' | 'expired' | 'unknown' }

export async function followInvitation(
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  token: string,
): Promise<InvitationLink> {
  const invitation = await invitationOfLink(store.reader, hashOfToken(token))
  if (invitation === undefined) return { state: 'unknown' }
  if (invitation.state !== 'pending') return { state: 'used' }
  if (invitation.expires_time <= surroundings.now()) return { state: 'expired' }
  const workspace = await workspaceById(store.reader, invitation.workspace_id)
  const [inviter] = await userById(store.reader, invitation.workspace_id, invitation.created_by ?? '')
  return { state: 'open', invitation, workspace: workspace!.name, invitedBy: inviter?.name ?? null }
}

/** Who accepts: somebody who is signed in, or who has shown their password or chosen one. */
export type Accepting = Pick<Account, 'name'> & { newPassword: { hash: string } | null }

/**
 * Somebody who follows the link of an invitation and types a password: that of their account, or of one that they
 * make. Whether the e-mail has an account is not told before.
 */
export async function proveInvited(
  installation: Installation,
  invitation: InvitationRow,
  typed: { name: string; password: string; address: string },
): Promise<Accepting> {
  const { store } = installation
  const { email, email_key } = invitation
  const name = typed.name.trim()
  const mistakes: { name?: string } =
    name === '' || isName(name)
      ? {}
      : { name: `Use at most ${LONGEST_NAME} characters, and no control characters.` }
  const [known] = await passwordsOf(store.reader, [email_key])
  if (known) {
    const wasRight = await countAttempt(installation, { email, address: typed.address })
    if (!(await isPassword(typed.password, known.password_hash))) {
      throw new FieldProblem({ password: 'This is not the password of your account on this server.' })
    }
    await wasRight()
    if (mistakes.name !== undefined) throw new FieldProblem(mistakes)
    return { name, newPassword: null }
  }
  await refuseKnownAccount(store.reader, invitation)
  if (name === '') mistakes.name = 'Enter your name.'
  const weakness = weaknessOf(typed.password, [name, email])
  if (weakness !== null || Object.keys(mistakes).length > 0) {
    throw new FieldProblem({ ...mistakes, ...(weakness === null ? {} : { password: weakness }) })
  }
  return { name, newPassword: { hash: await hashOf(typed.password) } }
}

/** Brings whoever was invited into the workspace, with what they were granted. The link is spent by it. */
export async function acceptInvitation(context: Context, token: string, who: Accepting): Promise<void> {
  const { db, workspace, now } = context
  const invitation = await invitationOfLink(db, hashOfToken(token))
  const isOpen =
    invitation?.workspace_id === workspace.id &&
    invitation.state === 'pending' &&
    invitation.expires_time > now
  if (!isOpen) throw new Problem('conflict', 'This invitation was answered already.')
  const known = await userByEmail(db, workspace.id, invitation.email_key)
  const id = known?.id ?? context.newId()
  const by = { type: 'person', userId: id } as const
  const theirs: Context = { ...context, record: (event) => context.record({ ...event, by }) }
  await becomeMember(theirs, invitation, known, { id, name: who.name || null })
  if (who.newPassword !== null) {
    await makeAccount(theirs, invitation, who.name, who.newPassword.hash)
    theirs.record({ type: 'user.password_set', entity: { type: 'user', id } })
  }
  const account = await accountByEmail(db, invitation.email_key)
  await setEnteredBy(db, workspace.id, id, account!.id)
}

/** Whoever was shown a link need not be whose e-mail it names: they get no way into an account of that e-mail. */
async function refuseKnownAccount(db: Db, { email_key, is_mailed }: InvitationRow): Promise<void> {
  if (is_mailed === 1 || (await accountByEmail(db, email_key)) === undefined) return
  throw new Problem(
    'forbidden',
    'This e-mail has an account on this server already, which has no password. Sign in to it, then open the link again.',
  )
}

async function becomeMember(
  context: Context,
  { email, email_key, role }: InvitationRow,
  known: UserRow | undefined,
  { id, name }: { id: string; name: string | null },
): Promise<void> {
  // What is granted to the invitation is handed on as somebody is added.
  if (known === undefined) return void (await addPerson(context, { id, name, email, role }))
  if (known.state === 'suspended') {
    throw new Problem('forbidden', 'You are suspended in this workspace. Ask one of its owners.')
  }
  const isBack = known.state === 'removed'
  const wanted = isBack ? role : higherRole(known.role!, role)
  await changePerson(context, toUser(known), { role: wanted, ...(isBack && { state: 'active' }) })
  await takeOverInvitations(context, id, email_key)
}

async function makeAccount(
  { db, newId, now }: Context,
  invitation: InvitationRow,
  name: string,
  hash: string,
): Promise<void> {
  await refuseKnownAccount(db, invitation)
  const { email, is_mailed } = invitation
  const account = await accountFor(db, { now: () => now, newId }, { email, name, isProved: is_mailed === 1 })
  await putPassword(db, account.id, { id: newId(), hash, now })
}
