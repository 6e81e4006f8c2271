import { randomBytes } from 'node:crypto'
import { insertOAuthCode } from '#server/store/oauth.ts'
import { botOfPerson } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Capabilities } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import type { Client } from './client.ts'
import { mayAuthorize } from './may-authorize.ts'
import { pickableAmong, pickedFor } from './pickable.ts'

/** What a client asks a person for (RFC 6749 section 4.1.1). */
export interface Authorization {
  client: Client
  /** Where the answer goes. */
  redirectUri: string
  /** As it was sent; null when it was not, because just one is registered. */
  sentRedirectUri: string | null
  state: string | null
  codeChallenge: string | null
  resource: string | null
  scope: string | null
  /** What the person is asked to agree to. */
  capabilities: Capabilities
}

/** What a person let a connection reach; kept with the code until it is exchanged. */
export interface Choice {
  /** Pages and databases. */
  grant: string[]
  /** Those that it reached before and shall not any more. */
  drop: string[]
  /** A copy of the connection's template is wanted. */
  template: boolean
  /** What the connection was given earlier stops working. */
  replace: boolean
}

/** How long a code can be exchanged, in milliseconds. */
const CODE_LASTS = 10 * 60_000

/**
 * Writes down what a person agreed to. Nothing is granted yet: only the client that exchanges the code gets it.
 *
 * @returns the code.
 */
export async function agree(
  context: Context,
  { client, sentRedirectUri, codeChallenge, resource, scope, capabilities }: Authorization,
  picked: { pages: readonly string[]; template: boolean; replace: boolean },
): Promise<string> {
  const { db, workspace, actor, now } = context
  if ((await mayAuthorize(context, client)) !== 'yes') {
    throw new Problem('forbidden', 'You may not add this connection to this workspace.')
  }
  const grant = (await pickableAmong(context, picked.pages)).map(({ id }) => id)
  const bot = await botOfPerson(db, workspace.id, client.id, actor.userId)
  const before = bot === undefined ? [] : await pickedFor(context, bot.id)
  const choice: Choice = {
    grant,
    drop: before.map(({ id }) => id).filter((id) => !grant.includes(id)),
    template: picked.template,
    replace: picked.replace,
  }
  const code = randomBytes(32).toString('base64url')
  await insertOAuthCode(db, {
    hash: hashOfToken(code),
    workspace_id: workspace.id,
    connection_id: client.id,
    client_id: client.client_id,
    user_id: actor.userId,
    redirect_uri: sentRedirectUri,
    code_challenge: codeChallenge,
    resource,
    scope,
    capabilities: JSON.stringify(capabilities),
    choice: JSON.stringify(choice),
    expires_time: now + CODE_LASTS,
    used_time: null,
    family_id: context.newId(),
    created_time: now,
  })
  context.record({
    type: 'connection.authorization_granted',
    entity: { type: 'connection', id: client.id },
    data: { user_id: actor.userId, node_ids: grant },
    after: { capabilities, scope },
  })
  return code
}
