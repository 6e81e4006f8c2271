import { deleteLinks } from '#server/store/account-links.ts'
import { accountByEmail, accountById, deleteAccount, setAccountEmail } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { deleteEmailChange, emailChangeOf } from '#server/store/email-changes.ts'
import { deleteSessionsOf } from '#server/store/sessions.ts'
import { userByEmail } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { domainOfEmail, workspaceOfDomain } from '../domains/of-workspace.ts'
import type { Source } from '../events/record.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { peekLink, takeLink } from '../sign-in/mailed-link.ts'
import { changePerson } from '../users/change.ts'
import { emailKey } from '../users/create.ts'
import type { Installation, SignedIn } from './account.ts'
import { refuseUnfit } from './ask-for-email.ts'
import { everywhere } from './everywhere.ts'
import { accountRulesOf } from './own-account.ts'
import { homesOf, placesOf, recordOfAccounts } from './record.ts'
import { sessionsEnded } from './tell-of-password.ts'

/**
 * The address that a link would confirm, without spending it.
 *
 * @throws `absent` when it is unknown, used or over, or somebody else's.
 */
export async function emailToConfirm(
  { store, surroundings }: Installation,
  { account }: SignedIn,
  token: string,
): Promise<string> {
  const link = await peekLink(store.reader, surroundings, 'confirm_email', token)
  const change = await emailChangeOf(store.reader, account.id)
  if (link === null || link.data.account_id !== account.id || change === undefined) throw linkIsOver()
  if (emailKey(change.email) !== link.emailKey) throw linkIsOver()
  return change.email
}

/**
 * Gives somebody the address whose mailbox they have shown to be theirs, in every workspace that has them. Their other
 * sessions end, and those of before are told. The link is spent by it.
 */
export async function confirmEmail(
  installation: Installation,
  session: SignedIn,
  token: string,
  source: Source,
): Promise<void> {
  const { store } = installation
  const email = await emailToConfirm(installation, session, token)
  try {
    await store.transaction((db) => change(installation, db, session, { email, token, source }))
  } catch (error) {
    // Somebody got it at the same moment.
    const other = error instanceof Problem ? undefined : await accountByEmail(store.reader, emailKey(email))
    throw other === undefined || other.id === session.account.id ? error : isTaken()
  }
}

async function change(
  installation: Installation,
  db: Db,
  { account: { id: accountId }, sessionId, workspace }: SignedIn,
  { email, token, source }: { email: string; token: string; source: Source },
): Promise<void> {
  const { surroundings, mail, baseUrl } = installation
  const [key, now] = [emailKey(email), surroundings.now()]
  if ((await takeLink(db, surroundings, 'confirm_email', token)) === null) throw linkIsOver()
  const { email_key: before, name } = (await accountById(db, accountId))!
  refuseUnfit(await accountRulesOf(db, before), email)
  const owner = await requireFree(db, before, email)
  await everywhere(installation, db, { email: before, source }, async (context, user) => {
    if (await userByEmail(db, context.workspace.id, key)) throw isKnown(context.workspace.name)
    await changePerson(context, user, { email })
    context.record({ type: 'user.email_changed', entity: { type: 'user', id: user.id } })
  })
  await setAccountEmail(db, accountId, key, now)
  await deleteEmailChange(db, accountId)
  for (const purpose of ['sign_in', 'reset_password']) await deleteLinks(db, purpose, before, now)
  // Whoever comes to an address of a workspace's own signs in as that workspace wants it.
  const ended = await deleteSessionsOf(db, accountId, owner === null ? sessionId : null)
  const homes = await homesOf(db, key)
  const actor = (userId: string) => ({ type: 'person' as const, userId })
  await recordOfAccounts(
    db,
    surroundings,
    homes.flatMap(({ id, user_id: userId }) =>
      sessionsEnded({ workspaceId: id, userId, actor: actor(userId), source }, ended),
    ),
  )
  await queueMail(
    { db, mail: mail.kind, now, newId: surroundings.newId, workspace },
    writeLetter({
      to: before,
      subject: 'Your e-mail address was changed',
      text: `${name} signs in at ${baseUrl()} with ${email} from now on, and not with this address any more. All other sessions have ended.`,
      message: null,
      link: { label: 'To the server', url: baseUrl() },
      end: 'If it was not you, tell an owner of your workspace, or whoever runs this server.',
    }),
  )
}

/**
 * Refuses an address that somebody has: only who reads its mailbox gets here, so they are told. An account that was made
 * without that mailbox goes.
 *
 * @returns the workspace whose domain the address is in; null when it is nobody's.
 */
async function requireFree(db: Db, before: string, email: string): Promise<string | null> {
  const other = await accountByEmail(db, emailKey(email))
  if (other?.email_verified === 1) throw isTaken()
  if (other !== undefined) await deleteAccount(db, other.id)
  const domain = domainOfEmail(email)
  const owner = await workspaceOfDomain(db, domain)
  const places = owner === null ? [] : await placesOf(db, before)
  if (owner === null || places.some(({ id }) => id === owner)) return owner
  throw new Problem(
    'conflict',
    `Addresses in ${domain} belong to another workspace of this server. Ask one of its owners to invite you.`,
  )
}

const isTaken = (): Problem =>
  new Problem('conflict', 'This address has an account of its own on this server. Sign in with it instead.')

const isKnown = (workspace: string): Problem =>
  new Problem('conflict', `Somebody in ${workspace} has this address, or had it. Ask one of its owners.`)

const linkIsOver = (): Problem =>
  new Problem(
    'absent',
    'This link does not work any more, or it is not yours: each works once, for an hour, and a newer one ends it.',
  )
