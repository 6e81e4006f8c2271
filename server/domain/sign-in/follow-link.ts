import { accountByEmail } from '#server/store/accounts.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import type { Source } from '../events/record.ts'
import { LINK_MINUTES } from './ask-for-link.ts'
import { countAttempt } from './attempts.ts'
import { type Entered, enter } from './enter.ts'
import { peekLink, takeLink } from './mailed-link.ts'
import { placeToBegin } from './place-to-begin.ts'
import { placesOfMailbox, proveMailbox } from './prove-mailbox.ts'

/** What a link would do, for whoever opened it. */
export interface ShownLink {
  email: string
  /** The name of the workspace where they begin. */
  workspace: string
  /** Whether it was asked for in this browser. */
  isSameBrowser: boolean
  next: string
}

/**
 * What a link is worth, without spending it.
 *
 * @param browser the secret that the browser keeps, if it has one.
 * @throws `absent` when it is unknown, used or over, or for somebody who may act nowhere.
 */
export async function showLink(
  { store, surroundings }: Installation,
  purpose: 'sign_in' | 'reset_password',
  token: string,
  browser: string | null,
): Promise<ShownLink> {
  const db = store.reader
  const link = await peekLink(db, surroundings, purpose, token)
  if (link === null) throw linkIsOver()
  const { emailKey, data } = link
  const next = String(data.next)
  const [account, places] = [await accountByEmail(db, emailKey), await placesOfMailbox(db, emailKey)]
  const place = await placeToBegin(db, account, places, { next })
  if (place === undefined) throw linkIsOver()
  const isSameBrowser = browser !== null && hashOfToken(browser) === data.browser
  return { email: emailKey, workspace: place.name, isSameBrowser, next }
}

/** Signs somebody in who shows the link that was mailed to them, which is spent by it. */
export async function signInByLink(
  installation: Installation,
  token: string,
  source: Source & { ipAddress: string },
): Promise<Entered & { next: string }> {
  const { store, surroundings } = installation
  const wasRight = await countAttempt(installation, { kind: 'link', address: source.ipAddress })
  const link = await store.transaction(async (db) => {
    const taken = await takeLink(db, surroundings, 'sign_in', token)
    if (taken !== null) await proveMailbox(db, surroundings, taken.emailKey)
    return taken
  })
  if (link === null) throw linkIsOver()
  await wasRight()
  const next = String(link.data.next)
  const entered = await enter(installation, { email: link.emailKey, method: 'magic_link', source, next })
  return { ...entered, next }
}

export const linkIsOver = (): Problem =>
  new Problem(
    'absent',
    `This link does not work any more: each works once, for ${LINK_MINUTES} minutes, and a newer one ends it. Ask for another one.`,
  )
