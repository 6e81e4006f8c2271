import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sdkClients } from './clients.ts'
import { endpointOf, endpoints } from './endpoints.ts'
import { type SdkName, sdkNames } from './sdk-types.ts'

/** Parts of the newest client that no workspace server of ours has. */
const beyond = ['agents', 'sessions', 'externalAgentStub']

/** `pages.properties.retrieve` and so on: every method that calls the API. */
function methodsOf(client: object, prefix = ''): string[] {
  return Object.entries(client).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'function') return [`${prefix}${name}`]
    return typeof value === 'object' && value !== null ? methodsOf(value, `${prefix}${name}.`) : []
  })
}

const methodsOfSdk = (sdk: SdkName): string[] =>
  methodsOf(sdkClients[sdk].create({ baseUrl: 'http://127.0.0.1:1' }) as object).filter(
    (name) => !beyond.some((part) => name.startsWith(part)),
  )

describe('The table of endpoints', () => {
  for (const sdk of sdkNames) {
    test(`knows every method of ${sdk}`, () => {
      const known = new Set(endpoints.map(({ name }) => name))
      const unknown = methodsOfSdk(sdk).filter((name) => !known.has(name))
      assert.deepEqual(unknown, [])
    })
  }

  test('finds an endpoint by its address, its method name, or a real path', () => {
    const newest = '2026-03-11'
    assert.equal(endpointOf(newest, 'GET /v1/pages/:page_id')?.name, 'pages.retrieve')
    assert.equal(endpointOf(newest, 'pages.retrieve')?.address, 'GET /v1/pages/:page_id')
    assert.equal(
      endpointOf(newest, 'GET /v1/pages/59833787/?filter_properties=a%2Fb')?.name,
      'pages.retrieve',
    )
    assert.equal(endpointOf(newest, 'GET /v1/users/me')?.name, 'users.me')
    assert.equal(endpointOf(newest, 'GET /v1/users/59833787')?.name, 'users.retrieve')
    assert.equal(endpointOf(newest, 'PUT /v1/pages/59833787'), undefined)
  })

  test('tells which versions have an endpoint', () => {
    assert.equal(endpointOf('2022-06-28', 'POST /v1/databases/x/query')?.name, 'databases.query')
    assert.equal(endpointOf('2025-09-03', 'POST /v1/databases/x/query'), undefined)
    assert.equal(endpointOf('2022-06-28', 'GET /v1/data_sources/x'), undefined)
  })
})
