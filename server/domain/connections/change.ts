import { botsOf } from '#server/store/bots.ts'
import { updateConnection, updateConnectionEverywhere, workspacesKnowing } from '#server/store/connections.ts'
import { renameOAuthClient } from '#server/store/oauth.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { updateUser } from '#server/store/users.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Capabilities } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import { elsewhere } from '../events/elsewhere.ts'
import type { ConnectionDetails } from './details.ts'

export interface ConnectionChange {
  capabilities?: Capabilities
  firstParty?: boolean
  clientId?: string
  clientSecret?: string
  redirectUris?: readonly string[]
  details?: Partial<ConnectionDetails>
}

/**
 * Changes a connection. What is told of it changes in every workspace that knows it; its secrets, its redirect URIs
 * and who manages its pages are those of this workspace alone. A change to what is there already leaves no trace.
 */
export async function changeConnection(
  context: Context,
  connection: ConnectionRow,
  change: ConnectionChange,
): Promise<void> {
  const wanted = columnsOf(context, change)
  const changed = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (column) => column !== 'client_secret_sealed' && wanted[column] !== connection[column],
  )
  if (changed.length === 0) return
  if (changed.includes('name')) await renameBots(context, connection.id, wanted.name!)
  const { here, everywhere } = split({ ...wanted, updated_time: context.now })
  await updateConnection(context.db, context.workspace.id, connection.id, here)
  await updateConnectionEverywhere(context.db, connection.id, everywhere)
  if (change.clientId !== undefined && connection.client_id !== null) {
    await renameOAuthClient(context.db, connection.client_id, change.clientId)
  }
  context.record({
    type: 'connection.updated',
    entity: { type: 'connection', id: connection.id },
    data: { updated_fields: changed },
    before: shownValues(connection, changed),
    after: shownValues(wanted, changed),
  })
}

/** What an event tells of changed columns: secrets are only named. */
const shownValues = (row: Partial<ConnectionRow>, columns: readonly (keyof ConnectionRow)[]) =>
  Object.fromEntries(
    columns
      .filter((column) => column !== 'client_secret_hash')
      .map((column) => {
        const value = row[column] ?? null
        return [column, isJson(column) && value !== null ? JSON.parse(String(value)) : value]
      }),
  )

const isJson = (column: keyof ConnectionRow): boolean =>
  column === 'capabilities' || column === 'redirect_uris'

/** Bots are called what their connection is called, in every workspace. */
async function renameBots(context: Context, connectionId: string, name: string): Promise<void> {
  await renameBotsHere(context, connectionId, name)
  const knowing = await workspacesKnowing(context.db, connectionId)
  await elsewhere(context, knowing, (there) => renameBotsHere(there, connectionId, name))
}

async function renameBotsHere(context: Context, connectionId: string, name: string): Promise<void> {
  const { db, workspace } = context
  for (const bot of await botsOf(db, workspace.id, connectionId)) {
    if (bot.name === name) continue
    await updateUser(db, workspace.id, bot.id, { name })
    context.record({
      type: 'user.updated',
      entity: { type: 'user', id: bot.id },
      data: { updated_fields: ['name'] },
      before: { name: bot.name },
      after: { name },
    })
  }
}

const onlyHere = [
  'page_managers',
  'client_id',
  'client_secret_hash',
  'client_secret_sealed',
  'redirect_uris',
  'updated_time',
] as const satisfies readonly (keyof ConnectionRow)[]

function split(columns: Partial<ConnectionRow>) {
  const isLocal = ([column]: [string, unknown]) => (onlyHere as readonly string[]).includes(column)
  const entries = Object.entries(columns)
  const here: Partial<ConnectionRow> = Object.fromEntries(entries.filter(isLocal))
  const everywhere: Partial<ConnectionRow> = Object.fromEntries(entries.filter((entry) => !isLocal(entry)))
  return { here, everywhere: { ...everywhere, updated_time: columns.updated_time! } }
}

function columnsOf({ secrets }: Context, change: ConnectionChange): Partial<ConnectionRow> {
  const { capabilities, firstParty, clientId, clientSecret, redirectUris, details } = change
  return {
    ...details,
    ...(capabilities && { capabilities: JSON.stringify(capabilities) }),
    ...(firstParty !== undefined && { first_party: firstParty ? 1 : 0 }),
    ...(clientId !== undefined && { client_id: clientId }),
    ...(clientSecret !== undefined && {
      client_secret_hash: hashOfToken(clientSecret),
      client_secret_sealed: secrets.seal(clientSecret),
    }),
    ...(redirectUris && { redirect_uris: JSON.stringify(redirectUris) }),
  }
}
