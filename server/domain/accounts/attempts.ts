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
}

const WINDOW = 15 * 60_000

/** These windows belong to no workspace. */
const NO_WORKSPACE = ''

/**
 * Counts an attempt to sign in before the password is looked at, so that many at once do not slip by.
 * Throws `rate_limited` when there were too many: at one e-mail from one address, at one e-mail from
 * anywhere, or from one address at any e-mail.
 *
 * @returns what to call when the password was right: only wrong ones count.
 */
export async function countAttempt(
  { store, surroundings }: Installation,
  { email, address }: Attempt,
): Promise<() => Promise<void>> {
  const now = surroundings.now()
  const started = now - (now % WINDOW)
  const subjects = {
    both: { limit: 10, name: subject('both', `${emailKey(email)} ${address}`) },
    email: { limit: 100, name: subject('email', emailKey(email)) },
    address: { limit: 300, name: subject('address', address) },
  }

  // Each in a transaction of its own: none holds a row while it waits for another.
  await store.transaction((db) => deleteWindowsBefore(db, NO_WORKSPACE, started))
  for (const { limit, name } of Object.values(subjects)) {
    const count = await store.transaction((db) => countRequest(db, NO_WORKSPACE, name, started))
    if (count > limit) throw tooMany(started + WINDOW - now)
  }

  return async () => {
    await store.transaction((db) => forgetRequests(db, NO_WORKSPACE, subjects.both.name))
    await store.transaction((db) => forgetRequests(db, NO_WORKSPACE, subjects.email.name))
    await store.transaction((db) => takeBackRequest(db, NO_WORKSPACE, subjects.address.name))
  }
}

/** Hashed: what people type as an e-mail is of any length, and sometimes their password. */
const subject = (kind: string, text: string): string => `sign-in ${kind} ${hashOfToken(text)}`

function tooMany(milliseconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
  const minutes = Math.ceil(seconds / 60)
  return new Problem(
    'rate_limited',
    `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    { headers: { 'retry-after': String(seconds) } },
  )
}
