import { userById } from '#server/store/users.ts'
import type { Capabilities } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import { readSelf, type Self } from '../users/read.ts'

/** The bot of a public connection for one person, with what they agreed to. */
export interface AuthorizedBot extends Self {
  capabilities: Capabilities
}

export async function readAuthorizedBot(context: Context, id: string): Promise<AuthorizedBot> {
  const [row] = await userById(context.db, context.workspace.id, id)
  return { ...(await readSelf(context, id)), capabilities: JSON.parse(row!.capabilities!) as Capabilities }
}
