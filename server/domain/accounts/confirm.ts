import { passwordsOf } from '#server/store/accounts.ts'
import { setSessionProved } from '#server/store/sessions.ts'
import type { Source } from '../events/record.ts'
import { countAttempt } from '../sign-in/attempts.ts'
import { secondFactorsOf, spendCode } from '../sign-in/second-factor.ts'
import type { Installation, SignedIn } from './account.ts'
import { FieldProblem } from './field-problem.ts'
import { isPassword } from './set-password.ts'

/** By what the holder of a session can prove again who they are. */
export interface Means {
  code: boolean
  passkey: boolean
  password: boolean
}

/**
 * A second factor where the account has one: who has found out the password must not get rid of it. Who has nothing
 * here, because an identity provider or a mailbox stands for them, signs in again.
 */
export async function meansOf({ store }: Installation, { account }: SignedIn): Promise<Means> {
  const { totp, passkeys } = await secondFactorsOf(store.reader, account.id)
  const hasPassword = (await passwordsOf(store.reader, [account.email])).length > 0
  return { code: totp, passkey: passkeys, password: hasPassword && !totp && !passkeys }
}

/** Lets the holder of a session prove again who they are, by a password or a code; see `recent.ts`. */
export async function confirm(
  installation: Installation,
  session: SignedIn,
  { password = '', code = '' }: { password?: string; code?: string },
  { ipAddress: address }: Source & { ipAddress: string },
): Promise<void> {
  const { account, sessionId } = session
  const { store, surroundings, secrets } = installation
  const means = await meansOf(installation, session)
  const email = account.email
  const wasRight = await countAttempt(installation, {
    email,
    address,
    kind: means.code ? 'code' : 'password',
  })
  if (means.code) {
    const spent = await store.transaction((db) =>
      spendCode(db, secrets, surroundings.now(), account.id, code),
    )
    if (spent === null) throw new FieldProblem({ code: 'This code is wrong, or was used already.' })
  } else {
    const [known] = means.password ? await passwordsOf(store.reader, [email]) : []
    if (!(await isPassword(password, known?.password_hash ?? null))) {
      throw new FieldProblem({ password: 'This is not your password.' })
    }
  }
  await store.transaction((db) => setSessionProved(db, sessionId, means.code, surroundings.now()))
  await wasRight()
}
