import { insertRefreshToken } from '#server/store/oauth.ts'
import { hashOfToken } from '../access/authenticate.ts'
import { addToken, newTokenOf } from '../access/tokens.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'

/** What tokens of one authorisation have in common. */
export interface Family {
  id: string
  botId: string
  scope: string | null
  resource: string | null
}

export interface TokenPair {
  accessToken: string
  refreshToken: string
  /** Of the access token, in seconds; null when it works until it is revoked. */
  expiresIn: number | null
}

/** Makes an access token and the refresh token that goes with it. */
export async function issueTokens(context: Context, client: Client, family: Family): Promise<TokenPair> {
  const { db, workspace, now } = context
  const pair = {
    accessToken: newTokenOf(workspace, 'access'),
    refreshToken: newTokenOf(workspace, 'refresh'),
    expiresIn: client.access_token_seconds,
  }
  const { id, botId, scope, resource } = family
  const owner = { kind: 'connection', userId: botId, connectionId: client.id, name: null } as const
  const expiresTime = pair.expiresIn === null ? null : now + pair.expiresIn * 1000
  await addToken(context, { ...owner, expiresTime, family: { id, scope, resource } }, pair.accessToken)
  await insertRefreshToken(db, {
    hash: hashOfToken(pair.refreshToken),
    workspace_id: workspace.id,
    connection_id: client.id,
    client_id: client.client_id,
    bot_id: botId,
    family_id: id,
    scope,
    resource,
    created_time: now,
    used_time: null,
    successor_sealed: null,
    revoked_time: null,
  })
  return pair
}
