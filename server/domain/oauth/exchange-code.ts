import { createHash } from 'node:crypto'
import type { Db } from '#server/store/dialects/dialect.ts'
import { liveFamilies, oauthCodeByHash, touchOAuthClient, useOAuthCode } from '#server/store/oauth.ts'
import type { OAuthCodeRow } from '#server/store/tables/connections.ts'
import { botOfPerson } from '#server/store/users.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Context } from '../context.ts'
import type { Choice } from './agree.ts'
import { type AuthorizedBot, readAuthorizedBot } from './bot.ts'
import type { Client } from './client.ts'
import { endFamily, endTokens } from './end.ts'
import { installFor } from './install.ts'
import { issueTokens, type TokenPair } from './issue.ts'
import { OAuthProblem } from './problem.ts'
import { useTemplateOf } from './template.ts'

/** What a client sends with a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5, RFC 8707 section 2.2). */
export interface CodeExchange {
  code: string
  redirectUri: string | null
  codeVerifier: string | null
  resource: string | null
}

/** What a client is given for a code or a refresh token. */
export interface Issued extends TokenPair {
  bot: AuthorizedBot
  scope: string | null
  templateId: string | null
}

/** Where a code was agreed to, and by whom; undefined when it is none of ours. */
export const findCode = (db: Db, code: string): Promise<OAuthCodeRow | undefined> =>
  oauthCodeByHash(db, hashOfToken(code))

/**
 * Exchanges a code, once: now the person's choice takes effect. A code that comes again ends what came of it
 * (RFC 9700 section 4.2); that is kept, so the refusal is returned and not thrown.
 *
 * @param context of the person who agreed.
 */
export async function exchangeCode(
  context: Context,
  client: Client,
  exchange: CodeExchange,
): Promise<Issued | OAuthProblem> {
  const { db, now } = context
  const code = (await findCode(db, exchange.code))!
  if (code.connection_id !== client.id) throw unknownCode()
  if (code.used_time !== null) return refuseReplay(context, client, code)
  if (code.expires_time <= now) throw invalidGrant('Invalid code: this code has expired.')
  requireSameRedirect(code, exchange.redirectUri)
  requireVerifier(code, exchange.codeVerifier)
  if (exchange.resource !== null && exchange.resource !== code.resource) {
    throw new OAuthProblem('invalid_target', 'resource is not the one that was asked for when authorizing.')
  }

  await useOAuthCode(db, code.hash, now)
  await touchOAuthClient(db, client.client_id, now)
  const choice = JSON.parse(code.choice) as Choice
  if (choice.replace) await endEarlier(context, client)
  const botId = await installFor(context, client, code, choice)
  const templateId = choice.template ? await useTemplateOf(context, client, botId) : null
  const family = { id: code.family_id, botId, scope: code.scope, resource: code.resource }
  const pair = await issueTokens(context, client, family)
  return { ...pair, bot: await readAuthorizedBot(context, botId), scope: code.scope, templateId }
}

const invalidGrant = (message: string) => new OAuthProblem('invalid_grant', message)

export const unknownCode = () => invalidGrant('Invalid code: there is no such code.')

async function refuseReplay(context: Context, client: Client, code: OAuthCodeRow): Promise<OAuthProblem> {
  const { db, workspace } = context
  const bot = await botOfPerson(db, workspace.id, client.id, code.user_id)
  context.record({
    type: 'connection.code_reused',
    entity: { type: 'connection', id: client.id },
    data: { user_id: code.user_id },
  })
  if (bot !== undefined) await endFamily(context, { ...code, bot_id: bot.id })
  return invalidGrant('Invalid code: this code has been revoked.')
}

function requireSameRedirect({ redirect_uri: asked }: OAuthCodeRow, sent: string | null): void {
  if (asked === sent) return
  if (asked === null) {
    throw new OAuthProblem(
      'invalid_request',
      'redirect_uri is not allowed: it was not sent when authorizing.',
    )
  }
  if (sent === null) {
    throw new OAuthProblem('invalid_request', 'redirect_uri should be given: it was sent when authorizing.')
  }
  throw invalidGrant('redirect_uri is not the one that was sent when authorizing.')
}

/** A verifier where no challenge was sent is refused too: somebody may have taken the challenge away. */
function requireVerifier({ code_challenge: challenge }: OAuthCodeRow, verifier: string | null): void {
  if (challenge === null && verifier === null) return
  if (challenge === null) {
    throw invalidGrant('code_verifier is not allowed: no code_challenge was sent when authorizing.')
  }
  if (verifier === null) throw invalidGrant('code_verifier should be given.')
  const hashed = createHash('sha256').update(verifier).digest('base64url')
  if (hashed !== challenge) throw invalidGrant('code_verifier does not match the code_challenge.')
}

/** The person asked for what the connection was given before to stop working. */
async function endEarlier(context: Context, client: Client): Promise<void> {
  const { db, workspace, actor } = context
  const bot = await botOfPerson(db, workspace.id, client.id, actor.userId)
  if (bot === undefined) return
  for (const family of await liveFamilies(db, workspace.id, bot.id)) {
    await endTokens(context, { connection_id: client.id, family_id: family })
  }
}
