import { isIPv6 } from 'node:net'
import {
  countRequest,
  deleteWindowsBefore,
  forgetRequests,
  takeBackRequest,
} from '#server/store/rate-windows.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { emailKey } from '../users/create.ts'

const MINUTE = 60_000

/**
 * How often within a window something may be tried at one e-mail from one address, at one e-mail from anywhere, and
 * from one address at any e-mail. An address may be that of a whole office.
 */
const limits = {
  password: { window: 15 * MINUTE, both: 10, email: 100, address: 300 },
  /** Codes have a million values of which three are right at a time: 20 an hour find one in two years. */
  code: { window: 60 * MINUTE, both: 10, email: 20, address: 300 },
  /** A letter to a mailbox is asked for: a link to sign in, or to choose another password. */
  letter: { window: 15 * MINUTE, both: 5, email: 10, address: 60 },
  /** A link that was mailed is followed. */
  link: { window: 15 * MINUTE, address: 100 },
  /** A passkey is asked for, which the sign-in page does by itself, and shown. */
  passkey: { window: 15 * MINUTE, address: 1000 },
  /** An identity provider is asked, and answers. */
  provider: { window: 15 * MINUTE, address: 300 },
  /** Signing in with the company is begun, which leaves a row, and answered. Of answers only those that fail count. */
  saml_begun: { window: 15 * MINUTE, address: 3000 },
  saml_answer: { window: 15 * MINUTE, address: 100 },
} as const

const LONGEST_WINDOW = 60 * MINUTE

/** These windows belong to no workspace. */
const NO_WORKSPACE = ''

export interface Attempt {
  /** What is tried; a password when it is absent. */
  kind?: keyof typeof limits
  /** Whom they say they are, where they say it. */
  email?: string
  /** Where the request came from. */
  address: string
}

/** Too many attempts: nothing was looked at. */
export class TooManyAttempts extends Problem {
  /** Whether it is the first one that is refused in its window: the log tells of that one. */
  readonly isFirst: boolean

  constructor(milliseconds: number, isFirst: boolean) {
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
    const minutes = Math.ceil(seconds / 60)
    super(
      'rate_limited',
      `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
      { headers: { 'retry-after': String(seconds) } },
    )
    this.isFirst = isFirst
  }
}

/**
 * Counts an attempt to prove who one is before what was given is looked at, so that many at once do not slip by.
 *
 * @returns what to call when it was right: where right and wrong can be told, only wrong ones count.
 * @throws `TooManyAttempts`, a `rate_limited` problem.
 */
export async function countAttempt(
  { store, surroundings }: Pick<Installation, 'store' | 'surroundings'>,
  { kind = 'password', email = '', address }: Attempt,
): Promise<() => Promise<void>> {
  const now = surroundings.now()
  const { window, ...most } = limits[kind]
  const started = now - (now % window)
  const network = networkOf(address)
  const said = { both: `${emailKey(email)} ${network}`, email: emailKey(email), address: network }
  const windows = Object.entries(most).map(([scope, limit]) => ({
    scope,
    limit,
    // Hashed: what people type as an e-mail is of any length, and sometimes their password.
    name: `${kind} ${scope} ${hashOfToken(said[scope as keyof typeof said])}`,
  }))

  // Each in a transaction of its own: none holds a row while it waits for another.
  await store.transaction((db) => deleteWindowsBefore(db, NO_WORKSPACE, now - LONGEST_WINDOW))
  for (const { limit, name } of windows) {
    const count = await store.transaction((db) => countRequest(db, NO_WORKSPACE, name, started))
    if (count > limit) throw new TooManyAttempts(started + window - now, count === limit + 1)
  }

  return async () => {
    for (const { scope, name } of windows) {
      const undo = scope === 'address' ? takeBackRequest : forgetRequests
      await store.transaction((db) => undo(db, NO_WORKSPACE, name))
    }
  }
}

/** What an address is counted as: of IPv6 anybody is given a network of 64 bits (RFC 6177), so that counts as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const plain = address.split('%', 1)[0]!
  if (!isIPv6(plain)) return address
  // In hexadecimal throughout, the longest run of zeros left out.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = (text = '') => text.split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...groups(tail)]
  return `${all.slice(0, 4).join(':')}::/64`
}
