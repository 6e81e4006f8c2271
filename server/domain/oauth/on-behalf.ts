import type { Db } from '#server/store/dialects/dialect.ts'
import { userById } from '#server/store/users.ts'
import { principalOf } from '../access/actor.ts'
import { type Caller, principalsOfPerson } from '../access/authenticate.ts'
import { noCapability, ownCapabilities } from '../access/capabilities.ts'
import type { Source } from '../events/record.ts'
import { readWorkspace } from '../workspaces/read.ts'

/** A person or bot of a workspace as the one who acts, where a client acts for them; null for who is not active any more. */
export async function callerOnBehalf(
  db: Db,
  workspaceId: string,
  userId: string,
  source: Source,
): Promise<Caller | null> {
  const [user] = await userById(db, workspaceId, userId)
  if (user === undefined || user.state !== 'active') return null
  const isPerson = user.type === 'person'
  const principals = isPerson
    ? await principalsOfPerson(db, workspaceId, user.id, user.role)
    : [principalOf.bot(user.id)]
  return {
    workspace: await readWorkspace(db, workspaceId),
    source,
    actor: {
      type: user.type,
      userId: user.id,
      role: user.role,
      capabilities: isPerson ? ownCapabilities : noCapability,
      connection: null,
      principals: JSON.stringify(principals),
      tokenId: '',
    },
  }
}
