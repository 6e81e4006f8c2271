import { type MayInstall, mayInstall } from '../connections/may-install.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'

/** Whether a person may authorise a connection where they are, and if not, why. */
export type MayAuthorize = MayInstall | 'only elsewhere'

/** What the policy of the workspace says, and whom the connection is for. */
export async function mayAuthorize(
  context: Pick<Context, 'db' | 'workspace' | 'actor'>,
  client: Client,
): Promise<MayAuthorize> {
  const isHere = client.home_workspace_id === context.workspace.id
  if (client.distribution === 'this_workspace' && !isHere) return 'only elsewhere'
  return mayInstall(context, client)
}
