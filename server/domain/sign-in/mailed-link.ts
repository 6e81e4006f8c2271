import { randomBytes } from 'node:crypto'
import { deleteLinks, insertLink, linkRow, takeLinkRow } from '#server/store/account-links.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import type { AccountLinkRow } from '#server/store/tables/accounts.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Surroundings } from '../context.ts'

/** What following a link does. */
export type LinkPurpose = 'sign_in' | 'reset_password' | 'confirm_email'

export interface MailedLink {
  purpose: LinkPurpose
  /** Whose mailbox it goes to, as `emailKey` makes it. */
  emailKey: string
  /** What the purpose needs beside; never a secret. */
  data?: Record<string, unknown>
  /** Milliseconds for which it works. */
  lifetime: number
}

/**
 * Makes a link that works once, in place of earlier ones of that purpose to that mailbox.
 *
 * @returns its token, which is kept by its hash only.
 */
export async function makeLink(
  db: Db,
  { now }: Surroundings,
  { purpose, emailKey, data = {}, lifetime }: MailedLink,
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const time = now()
  await deleteLinks(db, purpose, emailKey, time)
  await insertLink(db, {
    hash: hashOfToken(token),
    purpose,
    email_key: emailKey,
    data: JSON.stringify(data),
    expires_time: time + lifetime,
    created_time: time,
  })
  return token
}

/** Whom a link was mailed to, and what its purpose needs beside. */
export interface LinkHolder {
  emailKey: string
  data: Record<string, unknown>
}

/** What a link is worth before it is spent: programs that look through mail follow links too. Null as for `takeLink`. */
export const peekLink = async (
  db: Db,
  surroundings: Surroundings,
  purpose: LinkPurpose,
  token: string,
): Promise<LinkHolder | null> => toHolder(surroundings, await linkRow(db, purpose, hashOfToken(token)))

/** Spends a link: whom it was mailed to, with its data; null when it is unknown, used or over. */
export const takeLink = async (
  db: Db,
  surroundings: Surroundings,
  purpose: LinkPurpose,
  token: string,
): Promise<LinkHolder | null> => toHolder(surroundings, await takeLinkRow(db, purpose, hashOfToken(token)))

const toHolder = ({ now }: Surroundings, row: AccountLinkRow | undefined): LinkHolder | null =>
  row === undefined || row.expires_time <= now()
    ? null
    : { emailKey: row.email_key, data: JSON.parse(row.data) as Record<string, unknown> }
