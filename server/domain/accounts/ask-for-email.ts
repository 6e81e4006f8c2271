import { putEmailChange } from '#server/store/email-changes.ts'
import { Problem } from '#shared/problem.ts'
import { domainOfEmail } from '../domains/of-workspace.ts'
import type { Source } from '../events/record.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { countAttempt } from '../sign-in/attempts.ts'
import { makeLink } from '../sign-in/mailed-link.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import { emailKey } from '../users/create.ts'
import type { Installation, SignedIn } from './account.ts'
import { FieldProblem } from './field-problem.ts'
import { type AccountRules, accountRulesOf } from './own-account.ts'
import { isRecent, RecentSignInNeeded } from './recent.ts'

/** How long the link works, in minutes. */
const LINK_MINUTES = 60

/**
 * Mails a link to the address that somebody wants to sign in with from now on; nothing changes until it is confirmed.
 * What is answered says nothing of whether anybody has that address already.
 */
export async function askForEmail(
  installation: Installation,
  { account, workspace, provedTime }: SignedIn,
  asked: string,
  { ipAddress }: Source & { ipAddress: string },
): Promise<void> {
  const { store, surroundings, mail, baseUrl } = installation
  const [email, key, now] = [asked.trim(), emailKey(asked), surroundings.now()]
  if (!isSignInEmail(email)) {
    throw new FieldProblem({ email: 'Enter an e-mail address such as ada@example.com.' })
  }
  if (key === account.email) throw new FieldProblem({ email: 'This is your address already.' })
  if (!isRecent({ provedTime }, now)) throw new RecentSignInNeeded()
  if (mail.kind === 'none') {
    throw new Problem(
      'conflict',
      'This server sends no mail, so no address can be confirmed. Ask whoever runs it.',
    )
  }
  refuseUnfit(await accountRulesOf(store.reader, account.email), email)
  await countAttempt(installation, { kind: 'letter', email, address: ipAddress })
  await countAttempt(installation, { kind: 'letter', email: account.email, address: ipAddress })
  await store.transaction(async (db) => {
    const lifetime = LINK_MINUTES * 60_000
    await putEmailChange(db, {
      account_id: account.id,
      email,
      expires_time: now + lifetime,
      created_time: now,
    })
    const data = { account_id: account.id }
    const token = await makeLink(db, surroundings, {
      purpose: 'confirm_email',
      emailKey: key,
      data,
      lifetime,
    })
    await queueMail(
      { db, mail: mail.kind, now, newId: surroundings.newId, workspace },
      writeLetter({
        to: email,
        subject: 'Confirm your e-mail address',
        text: `${account.name} (${account.email}) wants to sign in at ${baseUrl()} with this address, ${email}, from now on.`,
        message: null,
        link: { label: 'Confirm the address', url: `${baseUrl()}/account/email/${token}` },
        end: `The link works once, for ${LINK_MINUTES} minutes, where you are signed in. If it was not you, leave it: nothing changes.`,
      }),
    )
  })
}

/** Refuses an address that is not the person's to change, and says whose it is. */
export function refuseUnfit({ locked, lock, domains }: AccountRules, email: string): void {
  if (lock !== null && locked.includes('email')) {
    throw new Problem(
      'conflict',
      `The directory “${lock.by.name}” of ${lock.workspace} manages your e-mail address: it is changed there.`,
      { data: { locked: ['email'], managed_by: lock.by } },
    )
  }
  if (domains === null || domains.includes(domainOfEmail(email))) return
  throw new FieldProblem({
    email: `Your address belongs to a workspace of yours, so it stays in one of its domains: ${domains.join(', ')}.`,
  })
}
