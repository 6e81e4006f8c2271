import { insertConnection } from '#server/store/connections.ts'
import { insertOAuthClient } from '#server/store/oauth.ts'
import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { insertUser } from '#server/store/users.ts'
import { nobody } from '../access/actor.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Capabilities } from '../access/capabilities.ts'
import { addToken, newToken, newTokenOf } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import type { ConnectionDetails } from './details.ts'
import { recordAdded } from './install.ts'

export interface NewConnection {
  name: string
  capabilities: Capabilities
  firstParty?: boolean
  details?: Partial<Omit<ConnectionDetails, 'name'>>
}

export interface InternalConnection {
  id: string
  botId: string
  /** Shown now, and again only to who may ask for it. */
  token: string
}

/** Makes an internal connection with its bot and its token, and adds it to the workspace. It reaches no page yet. */
export async function createInternalConnection(
  context: Context,
  connection: NewConnection & { token?: string | undefined },
): Promise<InternalConnection> {
  const made = await makeInternalConnection(context, connection)
  recordAdded(context, made.id, { bot_id: made.botId })
  return made
}

/** The same where somebody may be the one who adds it. */
export async function makeInternalConnection(
  context: Context,
  connection: NewConnection & { token?: string | undefined },
): Promise<InternalConnection> {
  const id = context.newId()
  const botId = context.newId()
  const token = connection.token ?? newTokenOf(context.workspace, 'internal')
  await insertConnection(context.db, {
    ...connectionRow(context, id, connection),
    kind: 'internal',
    bot_id: botId,
  })
  await insertUser(context.db, {
    workspace_id: context.workspace.id,
    id: botId,
    type: 'bot',
    name: connection.name,
    avatar_url: null,
    email: null,
    email_key: null,
    role: null,
    connection_id: id,
    owner_user_id: null,
    capabilities: null,
    state: 'active',
    created_time: context.now,
  })
  await addToken(context, { kind: 'connection', userId: botId, connectionId: id, name: null }, token)
  recordCreated(context, id, 'internal', connection)
  return { id, botId, token }
}

export interface PublicConnection {
  id: string
  clientId: string
  clientSecret: string
}

/** Makes a public connection. Its bots come with the people who authorise it. */
export async function createPublicConnection(
  context: Context,
  connection: NewConnection & {
    clientId?: string | undefined
    clientSecret?: string | undefined
    redirectUris: readonly string[]
  },
): Promise<PublicConnection> {
  const id = context.newId()
  const { clientId, clientSecret, columns } = await addClient(context, id, connection)
  await insertConnection(context.db, {
    ...connectionRow(context, id, connection),
    kind: 'public',
    ...columns,
    redirect_uris: JSON.stringify(connection.redirectUris),
  })
  recordCreated(context, id, 'public', connection)
  return { id, clientId, clientSecret }
}

const recordCreated = (
  context: Context,
  id: string,
  kind: ConnectionRow['kind'],
  { name, capabilities }: NewConnection,
): void =>
  context.record({
    type: 'connection.created',
    entity: { type: 'connection', id },
    after: { name, kind, capabilities },
  })

/** Gives a connection a client id and a secret, by which people of any workspace can authorise it. */
export async function addClient(
  context: Context,
  connectionId: string,
  given: { clientId?: string | undefined; clientSecret?: string | undefined } = {},
) {
  const clientId = given.clientId ?? context.newId()
  const clientSecret = given.clientSecret ?? newToken('client_secret')
  await insertOAuthClient(context.db, {
    client_id: clientId,
    workspace_id: context.workspace.id,
    connection_id: connectionId,
    created_time: context.now,
    last_used_time: null,
  })
  const columns = {
    client_id: clientId,
    client_secret_hash: hashOfToken(clientSecret),
    client_secret_sealed: context.secrets.seal(clientSecret),
  }
  return { clientId, clientSecret, columns }
}

const connectionRow = (
  context: Context,
  id: string,
  { name, capabilities, firstParty, details = {} }: NewConnection,
): Omit<ConnectionRow, 'kind'> => ({
  workspace_id: context.workspace.id,
  id,
  name,
  capabilities: JSON.stringify(capabilities),
  bot_id: null,
  first_party: firstParty ? 1 : 0,
  client_id: null,
  client_secret_hash: null,
  client_secret_sealed: null,
  description: null,
  logo_url: null,
  website_url: null,
  support_url: null,
  privacy_url: null,
  terms_url: null,
  developer_name: null,
  template_url: null,
  home_workspace_id: context.workspace.id,
  page_managers: 'members',
  distribution: 'any_workspace',
  previous_secret_hash: null,
  previous_secret_expires_time: null,
  client_auth_method: 'client_secret_basic',
  is_self_registered: 0,
  access_token_seconds: null,
  redirect_uris: '[]',
  created_time: context.now,
  created_by: context.actor === nobody ? null : context.actor.userId,
  updated_time: context.now,
  ...details,
})
