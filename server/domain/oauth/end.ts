import { installOf } from '#server/store/connection-installs.ts'
import { liveFamilies, revokeFamily as revokeTokens } from '#server/store/oauth.ts'
import { userById } from '#server/store/users.ts'
import { endInstall } from '../connections/disconnect.ts'
import type { Context } from '../context.ts'

/** The tokens that came of one authorisation. */
export interface FamilyOfBot {
  connection_id: string
  family_id: string
  bot_id: string
}

/** Ends the tokens of one authorisation, from the next request on; the connection stays where it is. */
export const endTokens = (
  { db, workspace, now }: Context,
  family: Pick<FamilyOfBot, 'connection_id' | 'family_id'>,
): Promise<void> => revokeTokens(db, { ...family, workspace_id: workspace.id }, now)

/** Ends what a client gives up (RFC 7009). */
export async function revokeFamily(context: Context, family: FamilyOfBot): Promise<void> {
  const { connection_id, bot_id } = family
  context.record({
    type: 'connection.authorization_revoked',
    entity: { type: 'connection', id: connection_id },
    data: { bot_id },
  })
  await endFamily(context, family)
}

/** The same, and with the last tokens of a bot the connection goes from the workspace, as far as it is the person's. */
export async function endFamily(context: Context, family: FamilyOfBot): Promise<void> {
  await endTokens(context, family)
  const { db, workspace } = context
  if ((await liveFamilies(db, workspace.id, family.bot_id)).length > 0) return
  await uninstall(context, family)
}

async function uninstall(context: Context, { connection_id, bot_id }: FamilyOfBot): Promise<void> {
  const { db, workspace } = context
  const [bot] = await userById(db, workspace.id, bot_id)
  const install = bot && (await installOf(db, workspace.id, connection_id, bot.owner_user_id!))
  if (install !== undefined) await endInstall(context, install)
}
