import { type AnyRoute, route } from '#server/http/route.ts'
import { Problem } from '#shared/problem.ts'

/** Requests that clients of the API can send and this server has no part for, each with the name it is refused by. */
const unsupported: readonly (readonly [method: AnyRoute['method'], url: string, name: string])[] = [
  ['GET', '/v1/agents', 'list agents'],
  ['POST', '/v1/agents/query', 'query agents'],
  ['POST', '/v1/agents/batch', 'batch agents'],
  ['GET', '/v1/agents/:agent_id', 'retrieve an agent'],
  ['DELETE', '/v1/agents/:agent_id', 'delete an agent'],
  ['PATCH', '/v1/agents/:agent_id/status', "update an agent's status"],
  ['PATCH', '/v1/agents/:agent_id/credit_limit', "update an agent's credit limit"],
  ['GET', '/v1/agents/:agent_id/insights', "retrieve an agent's insights"],
  ['POST', '/v1/agents/:agent_id/chat', 'chat with an agent'],
  ['GET', '/v1/agents/:agent_id/threads', 'list threads'],
  ['POST', '/v1/agents/:agent_id/threads/query', 'query threads'],
  ['POST', '/v1/threads/:thread_id/continue', 'continue a thread'],
  ['GET', '/v1/threads/:thread_id/messages', 'list messages of a thread'],
  ['POST', '/v1/threads/:thread_id/messages', 'send a message to a thread'],
  ['POST', '/v1/threads/:thread_id/messages/query', 'query messages of a thread'],
  ['POST', '/v1/sessions', 'update a session'],
  ['POST', '/v1/sessions/query', 'query sessions'],
  ['GET', '/v1/sessions/:session_id', 'retrieve a session'],
  ['POST', '/v1/sessions/:session_id/cancel', 'cancel a session'],
  ['POST', '/v1/sessions/:session_id/events/query', 'query events of a session'],
  ['POST', '/v1/external_agent_stub/:agent_id/vaults', 'create a vault'],
  ['PATCH', '/v1/external_agent_stub/:agent_id/vaults/:vault_id', 'update a vault'],
  ['DELETE', '/v1/external_agent_stub/:agent_id/vaults/:vault_id', 'delete a vault'],
  ['POST', '/v1/external_agent_stub/:agent_id/sessions', 'start a session'],
  ['POST', '/v1/external_agent_stub/:agent_id/sessions/:session_id/messages', 'send a message to a session'],
  ['GET', '/v1/external_agent_stub/:agent_id/sessions/:session_id/events', 'list events of a session'],
]

/** Routes that refuse these in Notion's words, once the caller is known. */
export const unsupportedRoutes: readonly AnyRoute[] = unsupported.map(([method, url, name]) =>
  route({
    method,
    url,
    summary: 'Not supported.',
    needs: 'no capability',
    reads: true,
    allow: () => {
      throw new Problem('unsupported', `Unsupported request: ${name}.`)
    },
    handle: () => null,
    present: () => null,
  }),
)
