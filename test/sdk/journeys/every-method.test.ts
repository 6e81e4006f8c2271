/** Every request that the newest SDK knows how to send: it is served, or refused in words that say so. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { apiVersions } from '#server/api/versions/change.ts'
import { apiRoutes } from '#server/app.ts'
import { describeStores } from '#test/stores.ts'
import { NEWEST, workspace } from '#test/workspace.ts'
import { sdkClients } from '../clients.ts'

interface SdkEndpoint {
  method: 'get' | 'post' | 'patch' | 'delete'
  queryParams?: readonly string[]
  bodyParams?: readonly string[]
  path(parameters: Record<string, string>): string
}

const require = createRequire(import.meta.url)
const folder = join(dirname(require.resolve('@notionhq/client')), 'api-endpoints')

/** By its name in the SDK: `getPage`. */
const endpoints: readonly [name: string, SdkEndpoint][] = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .flatMap((file) => Object.entries(require(join(folder, file)) as Record<string, Partial<SdkEndpoint>>))
  .filter((entry): entry is [string, SdkEndpoint] => typeof entry[1]?.path === 'function')

const addressOf = ({ method, path }: SdkEndpoint, value: (parameter: string) => string): string => {
  const parameters = new Proxy({}, { get: (_, name) => value(String(name)) })
  return `${method.toUpperCase()} /v1/${path(parameters)}`
}

/** However its parameters are called. */
const patternOf = (address: string): string => address.replaceAll(/:\w+/g, ':')

const served = new Set(apiRoutes.map(({ method, url }) => patternOf(`${method} ${url}`)))

/** What no workspace server of ours has, and what has a door of its own. */
const beyond = /^\/v1\/(agents|sessions|threads|external_agent_stub|oauth)(\/|$)/

const pathIn = (address: string): string => address.slice(address.indexOf(' ') + 1)

test('Every request of the SDK is served, or reviewed as one that is not', () => {
  assert.ok(endpoints.length > 70)
  const unknown = endpoints
    .map(([name, endpoint]) => ({ name, address: addressOf(endpoint, (parameter) => `:${parameter}`) }))
    .filter(({ address }) => !served.has(patternOf(address)))
    .filter(({ address }) => !beyond.test(pathIn(address)))
  assert.deepEqual(unknown, [])
})

describeStores('what is not served', (store) => {
  test('is refused by its name, once the caller is known', async (t) => {
    const { as, app } = await workspace(t, store)
    const editor = as('editor')
    let refused = 0
    for (const [name, endpoint] of endpoints) {
      const address = addressOf(endpoint, () => 'a')
      if (served.has(patternOf(addressOf(endpoint, (parameter) => `:${parameter}`)))) continue
      const path = pathIn(address)
      if (path.startsWith('/v1/oauth')) continue
      const method = endpoint.method
      const anonymous = await app.inject({ method: method.toUpperCase() as 'GET', url: path })
      assert.equal(anonymous.statusCode, 401, name)
      const unknown = await editor.get(path, '1999-12-31')
      assert.equal(unknown.status, 400, name)
      for (const version of apiVersions) {
        const { status, body } =
          method === 'get' || method === 'delete'
            ? await editor[method](path, version)
            : await editor[method](path, { any: 'thing' }, version)
        assert.deepEqual([status, body.code], [400, 'invalid_request'], `${address} ${body.message}`)
        assert.match(body.message, /^Unsupported request: [a-z' ]+\.$/)
      }
      refused++
    }
    assert.ok(refused >= 27)
    assert.equal((await editor.get('/v1/agent')).body.code, 'invalid_request_url')
  })
})

/** `pages.properties.retrieve` and so on. */
function methodsOf(client: object, prefix = ''): string[] {
  return Object.entries(client).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'function') return [`${prefix}${name}`]
    return typeof value === 'object' && value !== null ? methodsOf(value, `${prefix}${name}.`) : []
  })
}

describeStores('every method of the newest client', (store) => {
  test('gets an answer or an error of the API, never that its address is none', async (t) => {
    const acme = await workspace(t, store)
    let sent = 0
    const client = sdkClients['5.x'].create({
      auth: acme.as('nobody').token,
      baseUrl: await acme.listen(),
      notionVersion: NEWEST,
      onExchange: () => {
        sent++
      },
    }) as unknown as Record<string, unknown>
    const methods = methodsOf(client)
    assert.ok(methods.length > 55)
    for (const name of methods) {
      const before = sent
      const parts = name.split('.')
      const owner = parts.slice(0, -1).reduce((value, part) => value[part] as never, client)
      const call = owner[parts.at(-1)!] as (parameters: object) => unknown
      const code = await codeOf(() => call.call(owner, anything))
      assert.notEqual(code, 'invalid_request_url', name)
      assert.equal(sent, before + 1, `${name} was not asked`)
    }
  })
})

/** What any method asks for: ids for its path, credentials, a file. */
const anything = {
  ...Object.fromEntries(
    ['page', 'block', 'database', 'data_source', 'user', 'comment', 'view', 'query', 'file_upload', 'task']
      .concat(['agent', 'session', 'thread', 'vault', 'property'])
      .map((name) => [`${name}_id`, '59833787-2cf9-4fdf-8782-e53db20768a5']),
  ),
  client_id: 'a',
  client_secret: 'b',
  file: { data: new Blob(['a']), filename: 'a.txt' },
}

/** The code of what the API refused; null when it did not. */
async function codeOf(call: () => unknown): Promise<string | null> {
  try {
    const answer = await call()
    if (Symbol.asyncIterator in Object(answer)) for await (const _ of answer as AsyncIterable<unknown>) break
    return null
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error
    return (error as { code?: string }).code ?? null
  }
}

/** Every key that a schema knows at its top. */
function keysOf(schema: unknown): string[] {
  const { properties = {}, anyOf = [] } = (schema ?? {}) as { properties?: object; anyOf?: unknown[] }
  return [...Object.keys(properties), ...anyOf.flatMap(keysOf)]
}

test('Every parameter that the SDK sends is known to the newest route', () => {
  const newest = new Map(
    apiRoutes
      .filter(({ until }) => until === undefined)
      .map((one) => [patternOf(`${one.method} ${one.url}`), one]),
  )
  const unknown = endpoints.flatMap(([name, endpoint]) => {
    const route = newest.get(patternOf(addressOf(endpoint, (parameter) => `:${parameter}`)))
    if (route === undefined) return []
    const { queryParams = [], bodyParams = [] } = endpoint
    const query = queryParams.filter((key) => !keysOf(route.query).includes(key))
    const body = bodyParams.filter(
      (key) => !keysOf(route.body).includes(key) && !olderKeys.has(`${name}.${key}`),
    )
    return [...query, ...body].map((key) => `${name}.${key}`)
  })
  assert.deepEqual(unknown, [])
})

/** What older API versions took, which the newest refuses. */
const olderKeys = new Set([
  'appendBlockChildren.after',
  'updateDataSource.archived',
  'queryDataSource.archived',
  'updatePage.archived',
])
