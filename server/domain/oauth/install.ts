import { putInstall } from '#server/store/connection-installs.ts'
import type { OAuthCodeRow, UserRow } from '#server/store/tables.ts'
import { botOfPerson, insertUser, updateUser } from '#server/store/users.ts'
import { principalOf } from '../access/actor.ts'
import { revokeGrant } from '../access/revoke-grant.ts'
import { share } from '../access/share.ts'
import { makeKnown } from '../connections/find.ts'
import { requireInstallable } from '../connections/may-install.ts'
import type { Context } from '../context.ts'
import type { Choice } from './agree.ts'
import type { Client } from './client.ts'
import { pickableAmong } from './pickable.ts'

/**
 * Adds a public connection to the workspace for the person who agreed to it: its bot for them, which is always the
 * same, with the capabilities that were agreed to, on the pages that were picked.
 *
 * @returns the id of the bot.
 */
export async function installFor(
  context: Context,
  client: Client,
  { capabilities }: Pick<OAuthCodeRow, 'capabilities'>,
  choice: Choice,
): Promise<string> {
  const { db, workspace, actor, now } = context
  const connection = await makeKnown(context, client)
  await requireInstallable(context, connection)
  const known = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const bot = known ?? (await addBot(context, client, capabilities))
  const isNew = known === undefined || known.state !== 'active'
  if (known !== undefined) await updateUser(db, workspace.id, bot.id, { capabilities, state: 'active' })
  const times = { created_time: now, updated_time: now }
  const ids = { workspace_id: workspace.id, connection_id: client.id, user_id: actor.userId, bot_id: bot.id }
  await putInstall(db, { ...ids, ...times })
  await settlePages(context, bot.id, choice)
  context.record({
    type: isNew ? 'connection.added' : 'connection.authorized_again',
    entity: { type: 'connection', id: client.id },
    data: { user_id: actor.userId, bot_id: bot.id },
  })
  return bot.id
}

async function addBot(
  { db, workspace, actor, now, newId }: Context,
  { id, name, logo_url }: Client,
  capabilities: string,
): Promise<UserRow> {
  const bot: UserRow = {
    workspace_id: workspace.id,
    id: newId(),
    type: 'bot',
    name,
    avatar_url: logo_url,
    email: null,
    email_key: null,
    role: null,
    connection_id: id,
    owner_user_id: actor.userId,
    capabilities,
    state: 'active',
    created_time: now,
    removed_time: null,
  }
  await insertUser(db, bot)
  return bot
}

/** What the person could share when they picked it and cannot any more is left as it is. */
async function settlePages(context: Context, botId: string, { grant, drop }: Choice): Promise<void> {
  const principal = principalOf.bot(botId)
  for (const { kind, id } of await pickableAmong(context, grant)) {
    // One after another: granting at a page may give pages below it another list.
    const [node] = await pickableAmong(context, [id])
    const shared = { kind, id, accessId: node!.accessId, parentAccessId: null }
    await share(context, shared, [{ principal, level: 'full_access' }], undefined)
  }
  for (const { kind, id } of await pickableAmong(context, drop))
    await revokeGrant(context, { kind, id }, principal)
}
