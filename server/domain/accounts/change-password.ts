import { passwordsOf } from '#server/store/accounts.ts'
import type { Source } from '../events/record.ts'
import type { Installation, SignedIn } from './account.ts'
import { FieldProblem } from './field-problem.ts'
import { weaknessOf } from './password-policy.ts'
import { hashOf, isPassword, writePassword } from './set-password.ts'
import { tellOfPassword } from './tell-of-password.ts'

/** Lets somebody who is signed in choose another password. Their other sessions end. */
export async function changePassword(
  installation: Installation,
  { account, sessionId, workspace }: SignedIn,
  { current, next }: { current: string; next: string },
  source: Source,
): Promise<void> {
  const { store, surroundings } = installation
  const [row] = await passwordsOf(store.reader, [account.email])
  if (!(await isPassword(current, row?.password_hash ?? null))) {
    throw new FieldProblem({ current: 'This is not your password.' })
  }
  const weakness = weaknessOf(next, [account.name, account.email, workspace.name])
  if (weakness !== null) throw new FieldProblem({ next: weakness })
  const hash = await hashOf(next)
  await store.transaction(async (db) => {
    const ended = await writePassword(db, surroundings, account, hash, sessionId)
    const { email } = account
    await tellOfPassword(installation, db, { email, type: 'user.password_changed', ended, source })
  })
}
