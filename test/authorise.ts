/** A person lets a public connection act for them, as the token endpoint does it when a code is exchanged. */
import { everyCapability } from '#server/domain/access/capabilities.ts'
import { ownWork } from '#server/domain/events/record.ts'
import { findClient } from '#server/domain/oauth/client.ts'
import { installFor } from '#server/domain/oauth/install.ts'
import { callerOnBehalf } from '#server/domain/oauth/on-behalf.ts'
import { inTransaction } from '#server/http/contexts.ts'
import type { TestWorkspace } from './workspace.ts'

/** @returns the id of the bot that acts for the person. */
export async function authorise(
  { server, id }: Pick<TestWorkspace, 'server' | 'id'>,
  clientId: string,
  userId: string,
): Promise<string> {
  const client = (await findClient(server.store.reader, clientId))!
  const caller = (await callerOnBehalf(server.store.reader, id, userId, { ...ownWork, origin: 'api' }))!
  const agreed = { capabilities: JSON.stringify({ ...everyCapability, permissions: 'none' }) }
  const choice = { grant: [], drop: [], template: false, replace: false }
  return inTransaction(server, caller, Date.now(), (context) => installFor(context, client, agreed, choice))
}
