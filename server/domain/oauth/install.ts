import { installOf } from '#server/store/connection-installs.ts'
import type { OAuthCodeRow } from '#server/store/tables/connections.ts'
import type { UserRow } from '#server/store/tables/people.ts'
import { botOfPerson, insertUser, updateUser } from '#server/store/users.ts'
import { principalOf } from '../access/actor.ts'
import { type AccessChange, changeAccess } from '../access/share.ts'
import { findConnection, makeKnown } from '../connections/find.ts'
import { install } from '../connections/install.ts'
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
  const { db, workspace, actor } = context
  const connection = await makeKnown(context, await findConnection(context, client.id))
  const isAgain = (await installOf(db, workspace.id, client.id, actor.userId)) !== undefined
  const known = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const bot = known ?? (await addBot(context, client, capabilities))
  if (known !== undefined)
    await updateUser(db, workspace.id, bot.id, { capabilities, state: 'active', removed_time: null })
  await install(context, connection, bot.id)
  await settlePages(context, bot.id, choice)
  if (isAgain) {
    context.record({
      type: 'connection.authorized_again',
      entity: { type: 'connection', id: client.id },
      data: { user_id: actor.userId },
      before: { capabilities: known?.capabilities ? JSON.parse(known.capabilities) : null },
      after: { capabilities: JSON.parse(capabilities) },
    })
  }
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
    name_key: null,
    family_key: null,
    avatar_url: logo_url,
    email: null,
    email_key: null,
    role: null,
    connection_id: id,
    owner_user_id: actor.userId,
    capabilities,
    state: 'active',
    removed_time: null,
    sessions_from: 0,
    entered_by: null,
    created_time: now,
    updated_time: now,
  }
  await insertUser(db, bot)
  return bot
}

/** What the person could share when they picked it and cannot any more is left as it is. */
async function settlePages(context: Context, botId: string, { grant, drop }: Choice): Promise<void> {
  const principal = principalOf.bot(botId)
  const change = async (id: string, wanted: AccessChange) => {
    // Looked for one by one: a change at a page may give what is below it another list.
    const [node] = await pickableAmong(context, [id])
    if (node !== undefined) await changeAccess(context, { ...node, parentAccessId: null }, wanted)
  }
  for (const id of grant) await change(id, { set: [{ principal, level: 'full_access' }] })
  for (const id of drop) await change(id, { remove: [principal] })
}
