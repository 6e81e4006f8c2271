import type { ApiDescription, Operation } from './openapi.ts'

type Json = Record<string, unknown>

/** What `/v1/oauth` offers: it speaks OAuth and not the API's own way, so it is described by hand. */
export function withOAuth(description: ApiDescription): ApiDescription {
  const { paths, components, servers } = description
  const base = servers[0]!.url
  const flow = {
    authorizationUrl: `${base}/v1/oauth/authorize`,
    tokenUrl: `${base}/v1/oauth/token`,
    refreshUrl: `${base}/v1/oauth/token`,
    scopes: {},
  }
  return {
    ...description,
    paths: { ...paths, ...oauthPaths },
    components: {
      ...components,
      responses: {
        ...components.responses,
        OAuthError: { description: 'The error, as RFC 6749 has it.', content: json(errorSchema) },
      },
      securitySchemes: {
        ...components.securitySchemes,
        client: { type: 'http', scheme: 'basic', description: 'Client id and client secret.' },
        oauth: { type: 'oauth2', flows: { authorizationCode: flow } },
      },
    },
  }
}

const text = { type: 'string' }
const json = (schema: Json) => ({ 'application/json': { schema } })
const object = (properties: Json, required: readonly string[] = []): Json => ({
  type: 'object',
  required,
  properties,
})

const errorSchema = object(
  {
    error: text,
    error_description: text,
    object: { const: 'error' },
    status: { type: 'integer' },
    code: text,
    message: text,
    request_id: text,
  },
  ['error', 'error_description', 'object', 'status', 'code', 'message', 'request_id'],
)

const parameter = (name: string, required = false, schema: Json = text) => ({
  name,
  in: 'query',
  required,
  schema,
})

const query = [
  parameter('client_id', true),
  parameter('response_type', true, { const: 'code' }),
  parameter('redirect_uri'),
  parameter('owner', false, { const: 'user' }),
  parameter('state'),
  parameter('scope'),
  parameter('resource'),
  parameter('prompt'),
  parameter('code_challenge'),
  parameter('code_challenge_method', false, { const: 'S256' }),
]

/** Clients may send a form as well, as RFC 6749 has it; what is sent is the same. */
const body = (schema: Json) => ({
  required: true,
  content: { ...json(schema), 'application/x-www-form-urlencoded': { schema } },
})

const tokenBody = {
  oneOf: [
    object(
      {
        grant_type: { const: 'authorization_code' },
        code: text,
        redirect_uri: text,
        code_verifier: text,
        resource: text,
      },
      ['grant_type', 'code'],
    ),
    object({ grant_type: { const: 'refresh_token' }, refresh_token: text, scope: text, resource: text }, [
      'grant_type',
      'refresh_token',
    ]),
  ],
}

const nullable = { type: ['string', 'null'] }

const tokenAnswer = object(
  {
    access_token: text,
    token_type: { const: 'bearer' },
    refresh_token: text,
    expires_in: { type: 'integer' },
    scope: text,
    bot_id: text,
    workspace_id: text,
    workspace_name: nullable,
    workspace_icon: nullable,
    owner: { type: 'object' },
    duplicated_template_id: nullable,
    request_id: text,
  },
  ['access_token', 'token_type', 'refresh_token', 'bot_id', 'workspace_id', 'owner', 'request_id'],
)

const errors = Object.fromEntries(
  [400, 401, 403, 413, 429].map((status) => [status, { $ref: '#/components/responses/OAuthError' }]),
)

const operation = (
  operationId: string,
  summary: string,
  more: Pick<Operation, 'description' | 'responses'> & Partial<Operation>,
): Operation & { security: Json[] } => ({
  operationId,
  summary,
  tags: ['oauth'],
  parameters: [],
  security: [{ client: [] }, {}],
  ...more,
})

const answer = (schema: Json) => ({ 200: { description: 'The answer.', content: json(schema) }, ...errors })

const forClients =
  'For clients, by HTTP Basic, by `client_id` and `client_secret` in the body, or by `client_id` alone where a client has no secret.'

const oauthPaths: ApiDescription['paths'] = {
  '/v1/oauth/authorize': {
    get: operation('oauth.authorize', 'The screens on which a person lets a connection in.', {
      description:
        'For browsers. Leads to /login where nobody is signed in, and back to `redirect_uri` in the end.',
      parameters: query,
      responses: {
        200: { description: 'A page.', content: { 'text/html': { schema: text } } },
        303: { description: 'To sign in, or back to the client with `error`, `state` and `iss`.' },
        400: { description: 'A page: the client, or the address that it names, is not known.' },
      },
    }),
  },
  '/v1/oauth/token': {
    post: operation('oauth.token', 'Exchanges a code or a refresh token for a pair of tokens.', {
      description: forClients,
      requestBody: body(tokenBody),
      responses: answer(tokenAnswer),
    }),
  },
  '/v1/oauth/revoke': {
    post: operation('oauth.revoke', 'Ends a token and the other of its pair.', {
      description: forClients,
      requestBody: body(object({ token: text }, ['token'])),
      responses: answer(object({ request_id: text }, ['request_id'])),
    }),
  },
  '/v1/oauth/introspect': {
    post: operation('oauth.introspect', 'Tells whether a token of the client works.', {
      description: forClients,
      requestBody: body(object({ token: text }, ['token'])),
      responses: answer(
        object(
          {
            active: { type: 'boolean' },
            scope: text,
            iat: { type: 'integer' },
            exp: { type: 'integer' },
            client_id: text,
            request_id: text,
          },
          ['active', 'request_id'],
        ),
      ),
    }),
  },
  '/v1/oauth/register': {
    post: operation('oauth.register', 'Lets a client register itself (RFC 7591).', {
      description:
        'For anybody, where `policy.connections.self_registration` of the first workspace is true.',
      'x-octavo': { addition: true },
      requestBody: {
        required: true,
        content: json(
          object(
            {
              client_name: text,
              redirect_uris: { type: 'array', items: text, minItems: 1, maxItems: 20 },
              token_endpoint_auth_method: { enum: ['client_secret_basic', 'client_secret_post', 'none'] },
              grant_types: { type: 'array', items: text },
              response_types: { type: 'array', items: text },
              scope: text,
              client_uri: text,
              logo_uri: text,
              policy_uri: text,
              tos_uri: text,
            },
            ['redirect_uris'],
          ),
        ),
      },
      responses: {
        201: {
          description: 'The client, with what it asked for.',
          content: json(object({ client_id: text, client_secret: text }, ['client_id'])),
        },
        ...errors,
      },
    }),
  },
}
