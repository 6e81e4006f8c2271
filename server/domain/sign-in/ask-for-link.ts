import { accountByEmail } from '#server/store/accounts.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { FieldProblem } from '../accounts/field-problem.ts'
import type { Source } from '../events/record.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/queue.ts'
import { emailKey } from '../users/create.ts'
import { countAttempt } from './attempts.ts'
import { makeLink } from './mailed-link.ts'
import { placeToBegin } from './place-to-begin.ts'
import { placesOfMailbox } from './prove-mailbox.ts'
import { isSignInEmail } from './sign-in-email.ts'

/** How long a link works, in minutes. */
export const LINK_MINUTES = 15

export interface AskedLink {
  purpose: 'sign_in' | 'reset_password'
  email: string
  /** Where to go afterwards, an address on this server. */
  next: string
  /** A secret that the browser keeps. */
  browser: string
  source: Source & { ipAddress: string }
}

/**
 * Mails somebody a link to sign in, or to choose another password, if they may act in a workspace. What is answered
 * does not tell whether they do, nor does the time it takes: the mail is sent later, and a link is written down in
 * either case.
 */
export async function askForLink(
  installation: Installation,
  { purpose, email, next, browser, source }: AskedLink,
): Promise<void> {
  const { store, surroundings, mail, baseUrl } = installation
  if (mail.kind === 'none') throw sendsNoMail()
  if (!isSignInEmail(email.trim())) {
    throw new FieldProblem({ email: 'Enter an e-mail address such as ada@example.com.' })
  }
  const key = emailKey(email)
  await countAttempt(installation, { kind: 'letter', email, address: source.ipAddress })
  await store.transaction(async (db) => {
    const [account, places] = [await accountByEmail(db, key), await placesOfMailbox(db, key)]
    const place = await placeToBegin(db, account, places, { next })
    const data = { next, browser: hashOfToken(browser) }
    const lifetime = LINK_MINUTES * 60_000
    const token = await makeLink(db, surroundings, { purpose, emailKey: key, data, lifetime })
    if (place === undefined) return
    const { now, newId } = surroundings
    const queueing = { db, mail: mail.kind, now: now(), newId, workspace: { id: place.id } }
    await queueMail(queueing, letters[purpose](key, place.name, baseUrl(), token))
  })
}

export const sendsNoMail = (): Problem =>
  new Problem('absent', 'This server sends no mail. Ask whoever runs it for a password.')

const letters = {
  sign_in: (to: string, workspace: string, baseUrl: string, token: string) =>
    writeLetter({
      to,
      subject: `Sign in to ${workspace}`,
      text: `Here is your link to sign in to ${workspace} at ${baseUrl} as ${to}.`,
      message: null,
      link: { label: 'Sign in', url: `${baseUrl}/login/link/${token}` },
      end: `The link works once, for ${LINK_MINUTES} minutes. If you did not ask for it, leave it: nobody can sign in without it.`,
    }),
  reset_password: (to: string, workspace: string, baseUrl: string, token: string) =>
    writeLetter({
      to,
      subject: `Choose a password for ${workspace}`,
      text: `Here is your link to choose a password for ${to} at ${baseUrl}.`,
      message: null,
      link: { label: 'Choose a password', url: `${baseUrl}/login/reset/${token}` },
      end: `The link works once, for ${LINK_MINUTES} minutes. If you did not ask for it, leave it: your password stays as it is.`,
    }),
}
