import type { Context } from '../context.ts'
import type { Installation } from './account.ts'
import { askForEmail } from './ask-for-email.ts'
import { confirm } from './confirm.ts'
import { ownSession } from './own-account.ts'
import { renameAccount } from './rename.ts'

export interface AccountChange {
  name?: string | undefined
  /** Is asked for; see `askForEmail`. */
  email?: string | undefined
  /** Proves again who they are, where they signed in a while ago: the code of a second factor where they have one. */
  password?: string | undefined
  code?: string | undefined
}

/**
 * Changes the account of whoever acts at a browser, in all of their workspaces. Never inside a transaction: it locks
 * several of them.
 */
export async function changeOwnAccount(
  installation: Installation,
  context: Context,
  { name, email, password = '', code = '' }: AccountChange,
): Promise<void> {
  const source = { ...context.source, ipAddress: context.source.ipAddress ?? '' }
  const session = await ownSession(installation, context)
  if (password !== '' || code !== '') await confirm(installation, session, { password, code }, source)
  if (email !== undefined) {
    await askForEmail(installation, await ownSession(installation, context), email, source)
  }
  if (name !== undefined) await renameAccount(installation, session, name, source)
}
