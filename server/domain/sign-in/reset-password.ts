import { passwordsOf } from '#server/store/accounts.ts'
import type { Installation } from '../accounts/account.ts'
import { FieldProblem } from '../accounts/field-problem.ts'
import { weaknessOf } from '../accounts/password-policy.ts'
import { hashOf, writePassword } from '../accounts/set-password.ts'
import { tellOfPassword } from '../accounts/tell-of-password.ts'
import type { Source } from '../events/record.ts'
import { countAttempt } from './attempts.ts'
import { type Entered, enter } from './enter.ts'
import { linkIsOver } from './follow-link.ts'
import { peekLink, takeLink } from './mailed-link.ts'
import { proveMailbox } from './prove-mailbox.ts'

/**
 * Gives somebody who shows a link that was mailed to them the password that they choose, and signs them in. Their
 * sessions end. A password that is refused does not spend the link.
 */
export async function resetPassword(
  installation: Installation,
  token: string,
  password: string,
  source: Source & { ipAddress: string },
): Promise<Entered & { next: string }> {
  const { store, surroundings, mail, baseUrl } = installation
  const wasRight = await countAttempt(installation, { kind: 'link', address: source.ipAddress })
  const shown = await peekLink(store.reader, surroundings, 'reset_password', token)
  if (shown === null) throw linkIsOver()
  await wasRight()
  const weakness = weaknessOf(password, [shown.emailKey])
  if (weakness !== null) throw new FieldProblem({ password: weakness })
  const hash = await hashOf(password)
  const link = await store.transaction(async (db) => {
    const taken = await takeLink(db, surroundings, 'reset_password', token)
    const account = taken && (await proveMailbox(db, surroundings, taken.emailKey))
    if (taken === null || account === null) throw linkIsOver()
    const [known] = await passwordsOf(db, [account.email_key])
    const ended = await writePassword(db, surroundings, account, hash)
    const type = known === undefined ? 'user.password_set' : 'user.password_changed'
    const { newId } = surroundings
    const act = { db, now: surroundings.now(), newId, mail: mail.kind, baseUrl: baseUrl(), source }
    await tellOfPassword(act, account, { type, ended })
    return taken
  })
  const next = String(link.data.next)
  const entered = await enter(installation, { email: link.emailKey, method: 'magic_link', source, next })
  return { ...entered, next }
}
