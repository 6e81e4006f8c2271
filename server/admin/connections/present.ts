import type { Offer } from '#server/domain/connections/catalogue.ts'
import type { DescribedConnection, Named } from '#server/domain/connections/describe.ts'
import type { ApprovedConnection, ConnectionUser, DescribedRequest } from '#server/domain/connections/list.ts'
import { inPlainWords } from '#server/domain/connections/plain-words.ts'
import type { Reached } from '#server/domain/connections/reach.ts'
import type { Secret } from '#server/domain/connections/secret.ts'

type Row = DescribedConnection['row']

const time = (milliseconds: number): string => new Date(milliseconds).toISOString()
const timeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : time(milliseconds)

const presentNamed = (user: Named | null) => user && { object: 'user', id: user.id, name: user.name }

/** What anybody of the workspace may know of a connection. */
const presentIntroduction = (row: Row) => ({
  object: 'connection',
  id: row.id,
  name: row.name,
  kind: row.kind,
  description: row.description,
  logo_url: row.logo_url,
  developer_name: row.developer_name,
  website_url: row.website_url,
  support_url: row.support_url,
  privacy_url: row.privacy_url,
  terms_url: row.terms_url,
  first_party: row.first_party === 1,
  capabilities: JSON.parse(row.capabilities),
})

/** A connection as who manages it sees it; never with a secret. */
export const presentConnection = ({ row, createdBy, added }: DescribedConnection) => ({
  ...presentIntroduction(row),
  template_url: row.template_url,
  bot_id: row.bot_id,
  client_id: row.client_id,
  redirect_uris: JSON.parse(row.redirect_uris),
  distribution: row.distribution,
  page_managers: row.page_managers,
  access_token_seconds: row.access_token_seconds,
  home_workspace_id: row.home_workspace_id,
  is_self_registered: row.is_self_registered === 1,
  created_time: time(row.created_time),
  created_by: presentNamed(createdBy),
  last_edited_time: time(row.updated_time),
  installed: added !== null,
  added_by: presentNamed(added?.by ?? null),
  added_time: timeOrNull(added?.time ?? null),
})

export const presentOffer = ({ row, status, request, ownBotId }: Offer) => ({
  ...presentIntroduction(row),
  may: inPlainWords(JSON.parse(row.capabilities)),
  status,
  request: request && {
    state: request.state,
    created_time: time(request.created_time),
    decided_time: timeOrNull(request.decided_time),
  },
  bot_id: ownBotId,
})

export const presentSecret = ({ connectionId, token, previousTokens, client }: Secret) => ({
  object: 'connection_secret',
  connection_id: connectionId,
  ...(token && {
    token: token.value,
    token_created_time: time(token.createdTime),
    token_last_used_time: timeOrNull(token.lastUsedTime),
  }),
  previous_tokens: previousTokens.map(({ hint, expiresTime, lastUsedTime }) => ({
    hint,
    expires_time: timeOrNull(expiresTime),
    last_used_time: timeOrNull(lastUsedTime),
  })),
  ...(client && {
    client_id: client.id,
    client_secret: client.secret,
    client_last_used_time: timeOrNull(client.lastUsedTime),
    previous_client_secret_expires_time: timeOrNull(client.previousExpiresTime),
  }),
})

export const presentConnectionUser = ({ user, ...use }: ConnectionUser) => ({
  object: 'user',
  id: user.id,
  name: user.name,
  avatar_url: user.avatarUrl,
  type: user.type,
  ...(user.type === 'person' ? { person: { email: user.email } } : { bot: {} }),
  bot_id: use.botId,
  capabilities: use.capabilities,
  added_time: time(use.addedTime),
  authorized_time: time(use.authorizedTime),
  last_used_time: timeOrNull(use.lastUsedTime),
})

const presentPlace = ({ id, object }: { id: string; object: 'page' | 'database' }) =>
  object === 'page' ? { type: 'page_id', page_id: id } : { type: 'database_id', database_id: id }

/** `parent` is null at a root: what a page stands in is told where the connection reaches that too. */
export const presentReached = ({ id, object, title, level, parent, inherited }: Reached) => ({
  object,
  id,
  title,
  level,
  parent: parent && presentPlace(parent),
  inherited,
})

export const presentApproved = ({ row, connection, approvedBy, users }: ApprovedConnection) => ({
  object: 'approved_connection',
  connection_id: row.connection_id,
  connection: presentConnection(connection),
  approved_time: time(row.created_time),
  approved_by: presentNamed(approvedBy),
  users: users.map(presentNamed),
})

export const presentRequest = ({ row, connection, user, decidedBy }: DescribedRequest) => ({
  object: 'connection_request',
  id: row.id,
  connection_id: row.connection_id,
  connection: presentIntroduction(connection.row),
  user: presentNamed(user),
  message: row.message,
  state: row.state,
  created_time: time(row.created_time),
  decided_time: timeOrNull(row.decided_time),
  decided_by: presentNamed(decidedBy),
})
