/** A public connection that a person has authorised, as the consent screen leaves it. */
import { principalOf } from '#server/domain/access/actor.ts'
import { grant } from '#server/domain/access/lists.ts'
import { addToken, newToken } from '#server/domain/access/tokens.ts'
import { putInstall } from '#server/store/connection-installs.ts'
import { connectionById } from '#server/store/connections.ts'
import { accessIdOf } from '#server/store/reach.ts'
import { insertUser } from '#server/store/users.ts'
import type { TestWorkspace } from './workspace.ts'

/** @returns the bot that acts for the person, and its access token. */
export function authorised(
  acme: Pick<TestWorkspace, 'do'>,
  connectionId: string,
  userId: string,
  pages: readonly string[] = [],
): Promise<{ botId: string; token: string }> {
  return acme.do(async (context) => {
    const { db, workspace, now } = context
    const connection = (await connectionById(db, workspace.id, connectionId))!
    const botId = context.newId()
    await insertUser(db, {
      workspace_id: workspace.id,
      id: botId,
      type: 'bot',
      name: connection.name,
      avatar_url: null,
      email: null,
      email_key: null,
      role: null,
      connection_id: connectionId,
      owner_user_id: userId,
      capabilities: connection.capabilities,
      state: 'active',
      created_time: now,
    })
    await putInstall(db, {
      workspace_id: workspace.id,
      connection_id: connectionId,
      user_id: userId,
      bot_id: botId,
      created_time: now,
      updated_time: now,
    })
    const token = newToken('access')
    const family = { id: context.newId(), scope: null, resource: null }
    await addToken(context, { kind: 'connection', userId: botId, connectionId, name: null, family }, token)
    for (const page of pages) {
      const list = (await accessIdOf(db, workspace.id, page))!
      await grant(context, list, [{ principal: principalOf.bot(botId), level: 'full_access' }])
    }
    return { botId, token }
  })
}
