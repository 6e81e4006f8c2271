import { passwordsOf } from '#server/store/accounts.ts'
import { Problem } from '#shared/problem.ts'
import type { Installation } from '../accounts/account.ts'
import { isPassword } from '../accounts/set-password.ts'
import type { Source } from '../events/record.ts'
import { emailKey } from '../users/create.ts'
import { countAttempt } from './attempts.ts'
import { type Entered, enter } from './enter.ts'
import { isSignInEmail } from './sign-in-email.ts'

export interface PasswordSignIn {
  email: string
  password: string
  source: Source & { ipAddress: string }
  /** Where they are on their way to. */
  next?: string
}

/** Signs a person in by e-mail and password. What is answered says nothing of which was wrong, nor does the time it takes. */
export async function signIn(
  installation: Installation,
  { email, password, source, next = '/' }: PasswordSignIn,
): Promise<Entered> {
  const wasRight = await countAttempt(installation, { email, address: source.ipAddress })
  const isPossible = isSignInEmail(email.trim())
  const [known] = isPossible ? await passwordsOf(installation.store.reader, [emailKey(email)]) : []
  if (!(await isPassword(password, known?.password_hash ?? null))) {
    throw new Problem('unauthenticated', 'E-mail or password is wrong.')
  }
  const entered = await enter(installation, { email, method: 'password', source, next })
  await wasRight()
  return entered
}
