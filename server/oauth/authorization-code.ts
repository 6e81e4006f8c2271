/** The grant type `authorization_code`: RFC 6749 section 4.1.3, RFC 7636 section 4.5. */
import { exchangeCode, findCode, unknownCode } from '#server/domain/oauth/exchange-code.ts'
import { callerOnBehalf } from '#server/domain/oauth/on-behalf.ts'
import { inTransaction } from '#server/http/contexts.ts'
import type { Grant } from './token.ts'

export const grantForCode: Grant = async (server, client, parameters, source) => {
  const exchange = {
    code: parameters.need('code'),
    redirectUri: parameters.get('redirect_uri'),
    codeVerifier: parameters.get('code_verifier'),
    resource: parameters.get('resource'),
  }
  const { reader } = server.store
  const agreed = await findCode(reader, exchange.code)
  const person = agreed && (await callerOnBehalf(reader, agreed.workspace_id, agreed.user_id, source))
  if (!person) throw unknownCode()
  return inTransaction(server, person, server.surroundings.now(), (context) =>
    exchangeCode(context, client, exchange),
  )
}
