import { botsOf } from '#server/store/bots.ts'
import { deleteInstall, installOf, installsOf, installsOfUser } from '#server/store/connection-installs.ts'
import { connectionById } from '#server/store/connections.ts'
import { deleteOAuthCodes } from '#server/store/oauth.ts'
import type { ConnectionInstallRow, ConnectionRow } from '#server/store/tables/connections.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { botsOfOwner, updateUser } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { takeBackGrants, takeOffEveryPage } from '../access/leave.ts'
import type { Granted } from '../access/levels.ts'
import { revokeTokensOf } from '../access/tokens.ts'
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
  await removeInstalls(context, installs, bots)
  return installs.map(({ user_id }) => user_id)
}

/**
 * Ends a connection for one person. A public one loses the bot that acts for them. An internal one has one bot for
 * all: it leaves the pages that this person added it to, and ends with its maker when nobody else has added it. Who
 * merely added it can so end nothing that others work with, nor a bot of the workspace file, which nobody made.
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
  const isOnes =
    bot.owner_user_id === user_id ||
    (await connectionById(db, workspace.id, connection_id))?.created_by === user_id
  if (isOnes && others.length === 0) await endBot(context, bot)
  else await takeBackGrants(context, bot.id, user_id)
}

/** Ends the bots that act for somebody who leaves. What they added and others work with stays where it is. */
export async function disconnectEverything(context: Context, userId: string): Promise<void> {
  const { db, workspace } = context
  const installs = await installsOfUser(db, workspace.id, userId)
  const bots = await botsOfOwner(db, workspace.id, userId)
  for (const bot of bots) await endBot(context, bot, userId)
  await removeInstalls(context, installs, bots)
}

/** Forgets who added what, and tells so; and of bots that nobody had added to the workspace but that were in it. */
async function removeInstalls(
  context: Context,
  installs: readonly ConnectionInstallRow[],
  bots: readonly UserRow[],
): Promise<void> {
  for (const row of installs) await removeInstall(context, row)
  for (const { id, state, connection_id, owner_user_id } of bots) {
    if (state === 'removed' || installs.some(({ bot_id }) => bot_id === id)) continue
    recordRemoved(context, connection_id!, {
      ...(owner_user_id === null ? {} : { user_id: owner_user_id }),
      bot_id: id,
    })
  }
}

async function removeInstall(context: Context, row: ConnectionInstallRow): Promise<void> {
  await deleteInstall(context.db, row)
  recordRemoved(context, row.connection_id, { user_id: row.user_id, bot_id: row.bot_id })
}

function recordRemoved(
  context: Context,
  connectionId: string,
  data: { user_id?: string; bot_id: string },
): void {
  const entity = { type: 'connection', id: connectionId }
  context.record({ type: 'connection.removed', entity, data, before: data })
}

/**
 * The bot of a person goes with them; what it wrote keeps its name. That of the connection may be added again.
 *
 * @param heir who gets the pages that only it has full access to; undefined for whoever takes it away.
 */
async function endBot(context: Context, bot: UserRow, heir?: string): Promise<void> {
  await revokeTokensOf(context, bot.id)
  await takeOffEveryPage(context, bot.id, heir)
  if (bot.owner_user_id !== null) await removeBot(context, bot)
}

/** Takes a bot out of the list of users. */
export async function removeBot({ db, workspace, now }: Context, bot: UserRow): Promise<void> {
  if (bot.state === 'removed') return
  await updateUser(db, workspace.id, bot.id, { state: 'removed', removed_time: now })
}
