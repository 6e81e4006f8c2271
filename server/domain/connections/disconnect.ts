import { botsOf, revokeRefreshTokens } from '#server/store/bots.ts'
import { deleteInstall, installOf, installsOf } from '#server/store/connection-installs.ts'
import { deleteOAuthCodes } from '#server/store/oauth.ts'
import type { ConnectionInstallRow, ConnectionRow, UserRow } from '#server/store/tables.ts'
import { revokeTokens } from '#server/store/tokens.ts'
import { updateUser } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { takeBackGrants, takeOffEveryPage } from '../access/leave.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'

/**
 * Ends a connection for everybody who added it: its tokens stop and it is on no page, from the next request on.
 *
 * @returns the ids of those people.
 */
export async function disconnectAll(
  context: Context,
  connection: Granted<ConnectionRow, 'full_access'>,
): Promise<string[]> {
  const { db, workspace } = context
  const installs = await installsOf(db, workspace.id, [connection.id])
  const bots = await botsOf(db, workspace.id, connection.id)
  for (const bot of bots) await endBot(context, bot)
  await deleteOAuthCodes(db, workspace.id, connection.id, null)
  for (const row of installs) await removeInstall(context, row)
  if (installs.length === 0 && bots.some(({ state }) => state === 'active')) {
    context.record({ type: 'connection.removed', entity: { type: 'connection', id: connection.id } })
  }
  return installs.map(({ user_id }) => user_id)
}

/**
 * Ends a connection for one person. A public one loses the bot that acts for them. An internal one has one bot for
 * all: it leaves the pages that this person added it to, and ends when nobody else has added it.
 */
export async function disconnectUser(
  context: Context,
  connection: Granted<ConnectionRow, 'read'>,
  userId: string,
): Promise<void> {
  const { db, workspace } = context
  const row = await installOf(db, workspace.id, connection.id, userId)
  if (row === undefined) {
    throw new Problem('absent', `Could not find a user with ID ${userId} who added "${connection.name}".`)
  }
  await endInstall(context, row)
  await deleteOAuthCodes(db, workspace.id, connection.id, userId)
}

/** The same where a client gives up what it was given: what its person agreed to since is still to be exchanged. */
export async function endInstall(context: Context, row: ConnectionInstallRow): Promise<void> {
  const { db, workspace } = context
  const { connection_id, user_id } = row
  const [bot] = (await botsOf(db, workspace.id, connection_id)).filter(({ id }) => id === row.bot_id)
  await removeInstall(context, row)
  if (bot === undefined) return
  const others = (await installsOf(db, workspace.id, [connection_id])).filter(
    ({ bot_id }) => bot_id === bot.id,
  )
  if (others.length === 0) await endBot(context, bot)
  else await takeBackGrants(context, bot.id, user_id)
}

async function removeInstall(context: Context, row: ConnectionInstallRow): Promise<void> {
  await deleteInstall(context.db, row)
  context.record({
    type: 'connection.removed',
    entity: { type: 'connection', id: row.connection_id },
    data: { user_id: row.user_id },
  })
}

/** The bot of a person goes with them; what it wrote keeps its name. That of the connection may be added again. */
async function endBot(context: Context, bot: UserRow): Promise<void> {
  const { db, workspace, now } = context
  await revokeTokens(db, workspace.id, bot.id, now)
  await revokeRefreshTokens(db, workspace.id, bot.id, now)
  await takeOffEveryPage(context, bot.id)
  if (bot.owner_user_id !== null) await updateUser(db, workspace.id, bot.id, { state: 'removed' })
}
