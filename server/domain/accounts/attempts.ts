import {
  countRequest,
  deleteWindowsBefore,
  forgetRequests,
  takeBackRequest,
} from '#server/store/rate-windows.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { emailKey } from '../users/create.ts'
import type { Installation } from './account.ts'

export interface Attempt {
  email: string
  /** Where the request came from. */
  address: string
  /** What is tried; a password when it is absent. */
  kind?: keyof typeof limits
}

const MINUTE = 60_000

/**
 * Wrong ones within a window: at one e-mail from one address, at one e-mail from anywhere, from one address at any
 * e-mail. Codes have a million values of which three are right at a time: 20 an hour find one in two years.
 */
const limits = {
  password: { window: 15 * MINUTE, both: 10, email: 100, address: 300 },
  code: { window: 60 * MINUTE, both: 10, email: 20, address: 300 },
}

const LONGEST_WINDOW = 60 * MINUTE

/** These windows belong to no workspace. */
const NO_WORKSPACE = ''

/**
 * Counts an attempt to prove who one is before the password or code is looked at, so that many at once do not slip by.
 * Throws `rate_limited` when there were too many.
 *
 * @returns what to call when it was right: only wrong ones count.
 */
export async function countAttempt(
  { store, surroundings }: Installation,
  { email, address, kind = 'password' }: Attempt,
): Promise<() => Promise<void>> {
  const now = surroundings.now()
  const { window, ...most } = limits[kind]
  const started = now - (now % window)
  const named = (scope: string, text: string) => `${kind} ${scope} ${hashOfToken(text)}`
  // Hashed: what people type as an e-mail is of any length, and sometimes their password.
  const subjects = {
    both: { limit: most.both, name: named('both', `${emailKey(email)} ${address}`) },
    email: { limit: most.email, name: named('email', emailKey(email)) },
    address: { limit: most.address, name: named('address', address) },
  }

  // Each in a transaction of its own: none holds a row while it waits for another.
  await store.transaction((db) => deleteWindowsBefore(db, NO_WORKSPACE, now - LONGEST_WINDOW))
  for (const { limit, name } of Object.values(subjects)) {
    const count = await store.transaction((db) => countRequest(db, NO_WORKSPACE, name, started))
    if (count > limit) throw tooMany(started + window - now)
  }

  return async () => {
    await store.transaction((db) => forgetRequests(db, NO_WORKSPACE, subjects.both.name))
    await store.transaction((db) => forgetRequests(db, NO_WORKSPACE, subjects.email.name))
    await store.transaction((db) => takeBackRequest(db, NO_WORKSPACE, subjects.address.name))
  }
}

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
  const minutes = Math.ceil(seconds / 60)
  return new Problem(
    'rate_limited',
    `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { headers: { 'retry-after': String(seconds) } },
  )
}
