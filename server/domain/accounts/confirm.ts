import { passwordsOf } from '#server/store/accounts.ts'
import { setSessionProved } from '#server/store/sessions.ts'
import type { Source } from '../events/record.ts'
import type { Installation, SignedIn } from './account.ts'
import { countAttempt } from './attempts.ts'
import { FieldProblem } from './field-problem.ts'
import { isPassword } from './set-password.ts'

/** Lets the holder of a session prove again who they are; see `recent.ts`. */
export async function confirmByPassword(
  installation: Installation,
  { account, sessionId }: SignedIn,
  password: string,
  { ipAddress }: Source & { ipAddress: string },
): Promise<void> {
  const { store, surroundings } = installation
  const wasRight = await countAttempt(installation, { email: account.email, address: ipAddress })
  const [known] = await passwordsOf(store.reader, [account.email])
  if (!(await isPassword(password, known?.password_hash ?? null))) {
    throw new FieldProblem({ password: 'This is not your password.' })
  }
  await store.transaction((db) => setSessionProved(db, sessionId, false, surroundings.now()))
  await wasRight()
}
