/** The grant type `refresh_token`: RFC 6749 section 6. */
import { callerOnBehalf } from '#server/domain/oauth/on-behalf.ts'
import { findRefreshToken, refreshTokens, unknownRefreshToken } from '#server/domain/oauth/refresh.ts'
import { inTransaction } from '#server/http/contexts.ts'
import type { Grant } from './token.ts'

export const grantForRefreshToken: Grant = async (server, client, parameters, source) => {
  const refresh = {
    refreshToken: parameters.need('refresh_token'),
    scope: parameters.get('scope'),
    resource: parameters.get('resource'),
  }
  const { reader } = server.store
  const spent = await findRefreshToken(reader, refresh.refreshToken)
  const bot = spent && (await callerOnBehalf(reader, spent.workspace_id, spent.bot_id, source))
  if (!bot) throw unknownRefreshToken()
  return inTransaction(server, bot, server.surroundings.now(), (context) =>
    refreshTokens(context, client, refresh),
  )
}
