import type { Db } from '#server/store/dialects/dialect.ts'
import { expireFamilyTokens, refreshTokenByHash, spendRefreshToken } from '#server/store/oauth.ts'
import type { OAuthRefreshTokenRow } from '#server/store/tables/connections.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Context } from '../context.ts'
import { readAuthorizedBot } from './bot.ts'
import type { Client } from './client.ts'
import { endFamily } from './end.ts'
import type { Issued } from './exchange-code.ts'
import { issueTokens, type TokenPair } from './issue.ts'
import { OAuthProblem } from './problem.ts'
import { readScope } from './scope.ts'

export interface Refresh {
  refreshToken: string
  scope: string | null
  resource: string | null
}

/**
 * Milliseconds in which a client that lost an answer gets the same again, and in which the access token that was
 * replaced goes on working.
 */
export const GRACE = 60_000

/** A refresh token by its text, whether it works or not. */
export const findRefreshToken = (db: Db, token: string): Promise<OAuthRefreshTokenRow | undefined> =>
  refreshTokenByHash(db, hashOfToken(token))

export const unknownRefreshToken = () =>
  new OAuthProblem('invalid_grant', 'Invalid refresh token: it is unknown, expired or revoked.')

/**
 * Exchanges a refresh token for a new pair (RFC 6749 section 6). One that was spent before ends all that came of
 * its authorisation (RFC 9700 section 4.14.2); that is kept, so the refusal is returned and not thrown.
 *
 * @param context of the bot.
 */
export async function refreshTokens(
  context: Context,
  client: Client,
  { refreshToken, scope, resource }: Refresh,
): Promise<Issued | OAuthProblem> {
  const { db, now } = context
  const spent = (await findRefreshToken(db, refreshToken))!
  if (spent.connection_id !== client.id || spent.revoked_time !== null) throw unknownRefreshToken()
  requireNoMore(spent, scope, resource)
  const bot = await readAuthorizedBot(context, spent.bot_id)
  if (bot.owner?.state !== 'active') throw unknownRefreshToken()
  if (spent.used_time !== null && spent.used_time + GRACE <= now) return refuseReuse(context, spent)
  const pair = spent.used_time === null ? await rotate(context, client, spent) : successorOf(context, spent)
  return { ...pair, bot, scope: spent.scope, templateId: null }
}

async function rotate(context: Context, client: Client, spent: OAuthRefreshTokenRow): Promise<TokenPair> {
  const { db, secrets, now } = context
  await expireFamilyTokens(db, spent, now + GRACE)
  const { family_id: id, bot_id: botId, scope, resource } = spent
  const pair = await issueTokens(context, client, { id, botId, scope, resource })
  await spendRefreshToken(db, spent.hash, {
    used_time: now,
    successor_sealed: secrets.seal(JSON.stringify(pair)),
  })
  return pair
}

function successorOf({ secrets }: Context, { successor_sealed }: OAuthRefreshTokenRow): TokenPair {
  if (successor_sealed === null) throw unknownRefreshToken()
  return JSON.parse(secrets.open(successor_sealed)) as TokenPair
}

async function refuseReuse(context: Context, spent: OAuthRefreshTokenRow): Promise<OAuthProblem> {
  context.record({
    type: 'connection.refresh_token_reused',
    entity: { type: 'connection', id: spent.connection_id },
    data: { bot_id: spent.bot_id },
  })
  await endFamily(context, spent)
  return unknownRefreshToken()
}

/** A client may name what it was given again; other scopes and resources need another authorisation. */
function requireNoMore(spent: OAuthRefreshTokenRow, scope: string | null, resource: string | null): void {
  const given = spent.scope === null ? null : readScope(spent.scope)
  if (scope !== null && (given === null || [...readScope(scope)].some((word) => !given.has(word)))) {
    throw new OAuthProblem('invalid_scope', 'scope should be within what was granted when authorizing.')
  }
  if (resource !== null && resource !== spent.resource) {
    throw new OAuthProblem('invalid_target', 'resource is not the one that was asked for when authorizing.')
  }
}
