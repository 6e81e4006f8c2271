import type { Store } from '#server/store/dialects/dialect.ts'
import { deleteExpiredSessions } from '#server/store/sessions.ts'
import { Problem } from '#shared/problem.ts'
import type { Source } from '../events/record.ts'
import type { Installation } from './account.ts'
import { countAttempt } from './attempts.ts'
import { actOf, recordOfAccounts } from './record.ts'
import { sessionOfToken } from './session.ts'
import { sessionCookie, tokenAmong } from './session-cookie.ts'
import type { PasswordSignIn, SignInLibrary } from './sign-in-library.ts'

/**
 * Signs a person in by e-mail and password.
 *
 * @returns the cookies of the new session, as `Set-Cookie` values.
 */
export async function signIn(installation: Installation, who: PasswordSignIn): Promise<string[]> {
  const wasRight = await countAttempt(installation, who)
  const cookies = await openSession(installation, who)
  await wasRight()
  return cookies
}

/**
 * Opens a session for somebody who chose this password a moment ago: nothing is counted. The library writes it down
 * by itself; nobody gets its cookie before the log tells of it.
 */
export async function openSession(installation: Installation, who: PasswordSignIn): Promise<string[]> {
  const library = await loadLibrary(installation)
  const outcome = await library.signInByPassword({ ...who, email: who.email.trim() })
  if (outcome === 'wrong') throw new Problem('unauthenticated', 'E-mail or password is wrong.')
  if (outcome === 'in no workspace') {
    throw new Problem(
      'forbidden',
      'This account is in no workspace of this server. Ask an owner to invite you.',
    )
  }
  const { store, surroundings } = installation
  const { name } = sessionCookie(installation.baseUrl())
  const session = await sessionOfToken(installation, tokenAmong(outcome.cookies, name)!)
  const source: Source = { origin: 'ui', ipAddress: who.address, userAgent: who.userAgent || null }
  await store.transaction(async (db) => {
    const login = session && actOf(session, 'user.login', source, { method: 'password' })
    await recordOfAccounts(db, surroundings, login ? [login] : [])
    await deleteExpiredSessions(db, surroundings.now())
  })
  return outcome.cookies
}

const loaded = new WeakMap<Store, { baseUrl: string; library: Promise<SignInLibrary> }>()

/** The library is large, and most processes never sign anybody in: it is loaded when first needed. */
function loadLibrary(installation: Installation): Promise<SignInLibrary> {
  const baseUrl = installation.baseUrl()
  const known = loaded.get(installation.store)
  if (known?.baseUrl === baseUrl) return known.library
  const library = import('./sign-in-library.ts').then(({ makeSignInLibrary }) =>
    makeSignInLibrary(installation),
  )
  loaded.set(installation.store, { baseUrl, library })
  return library
}
