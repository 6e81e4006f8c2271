import { countRequest, deleteWindowsBefore, takeBackRequest } from '#server/store/rate-windows.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import { networkOf } from '../accounts/attempts.ts'

const WINDOW = 15 * 60_000

/** These windows belong to no workspace. */
const NO_WORKSPACE = ''

/** How often one address may, in a window: a whole company may sit behind it, and only failures count of answers. */
const limits = { begin: 3000, answer: 100 }

/**
 * Counts what anybody may send: each sign-in that is begun leaves a row, and each answer that fails an event.
 *
 * @returns what to call when an answer was good.
 */
export async function countSaml(
  { store, surroundings }: Installation,
  what: keyof typeof limits,
  address: string,
): Promise<() => Promise<void>> {
  const now = surroundings.now()
  const started = now - (now % WINDOW)
  const subject = `saml ${what} ${hashOfToken(networkOf(address))}`
  await store.transaction((db) => deleteWindowsBefore(db, NO_WORKSPACE, started))
  const count = await store.transaction((db) => countRequest(db, NO_WORKSPACE, subject, started))
  if (count > limits[what]) {
    const headers = { 'retry-after': String(Math.ceil((started + WINDOW - now) / 1000)) }
    throw new Problem('rate_limited', 'Too many attempts. Try again in a few minutes.', { headers })
  }
  return () => store.transaction((db) => takeBackRequest(db, NO_WORKSPACE, subject))
}
