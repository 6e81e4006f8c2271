import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { apiRoutes, buildApp } from '#server/app.ts'
import type { AnsweredRequest } from '#server/http/watch.ts'
import { emptyServer } from '#test/empty-server.ts'
import { describeStores, testStores } from '#test/stores.ts'
import { aWebhook, deliveriesOf } from '#test/webhook-receiver.ts'
import type { Log } from './log.ts'

const [sqlite] = testStores

function recordingLog() {
  const requests: AnsweredRequest[] = []
  const faults: { error: unknown; requestId: string | null }[] = []
  const log: Log = {
    answered: (request) => requests.push(request),
    fault: (error, requestId) => faults.push({ error, requestId }),
    flush: async () => {},
  }
  return { log, requests, faults }
}

describeStores('the operations routes', (testStore) => {
  test('say that the process lives and that the store answers', async (t) => {
    const app = buildApp(await emptyServer(t, testStore))
    for (const url of ['/healthz', '/readyz']) {
      const { statusCode, body } = await app.inject(url)
      assert.deepEqual([statusCode, body], [200, '{"status":"ok"}'])
    }
  })
})

describe('the operations routes', () => {
  test('say when the store does not answer', async (t) => {
    const server = await emptyServer(t, sqlite!)
    const reader = { ...server.store.reader, run: () => Promise.reject(new Error('gone')) }
    const app = buildApp({ ...server, store: { ...server.store, reader } })
    const { statusCode, body } = await app.inject('/readyz')
    assert.deepEqual([statusCode, JSON.parse(body).status], [503, 'unavailable'])
  })

  test('count requests by the pattern of their address', async (t) => {
    const app = buildApp(await emptyServer(t, sqlite!))
    await app.inject('/v1/users/11111111-1111-4111-8111-111111111111')
    await app.inject('/v1/users/22222222-2222-4222-8222-222222222222')
    const { headers, body } = await app.inject('/metrics')
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/)
    assert.match(
      body,
      /octavo_http_requests_total\{method="GET",route="\/v1\/users\/:user_id",status="401"\} 2\n/,
    )
    assert.match(
      body,
      /octavo_http_request_duration_seconds_count\{method="GET",route="\/v1\/users\/:user_id"\} 2\n/,
    )
    assert.match(body, /\nprocess_resident_memory_bytes \d+\n/)
    assert.ok(!body.includes('11111111'))
  })

  test('count what webhooks were sent, and what waits', async (t) => {
    const server = await emptyServer(t, sqlite!)
    const posted = new Map([
      ['2xx', 3],
      ['nothing', 1],
    ])
    const app = buildApp({ ...server, outgoing: { ...server.outgoing, posted } })
    const webhook = await aWebhook({ ...server, workspaceId: v7() }, { url: 'https://hooks.example.com/' })
    await deliveriesOf(server.store, webhook, 0, { count: 2 })
    await deliveriesOf(server.store, webhook, 0, { state: 'delivered', due_time: null })
    const { body } = await app.inject('/metrics')
    assert.match(body, /\noctavo_webhook_attempts_total\{answer="2xx"\} 3\n/)
    assert.match(body, /\noctavo_webhook_attempts_total\{answer="nothing"\} 1\n/)
    assert.match(body, /\noctavo_webhook_deliveries_waiting 2\n/)
  })

  test('describe the API compressed to who takes that', async (t) => {
    const app = buildApp(await emptyServer(t, sqlite!))
    const plain = await app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'gzip;q=0' } })
    assert.equal(plain.headers['content-encoding'], undefined)
    const { headers, rawPayload } = await app.inject({
      url: '/openapi.json',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    assert.equal(headers['content-encoding'], 'gzip')
    assert.equal(gunzipSync(rawPayload).toString(), plain.body)
    assert.ok(rawPayload.length < 100_000, `${rawPayload.length} bytes`)
  })

  test('describe every route, and refer to nothing that is not there', async (t) => {
    const app = buildApp(await emptyServer(t, sqlite!))
    const description = JSON.parse((await app.inject('/openapi.json')).body)
    assert.equal(description.openapi, '3.1.1')
    for (const { method, url } of apiRoutes) {
      const path = url.replaceAll(/:(\w+)/g, '{$1}')
      const operation = description.paths[path]?.[method.toLowerCase()]
      assert.ok(operation, `${method} ${url}`)
      const inPath = operation.parameters.filter((parameter: { in?: string }) => parameter.in === 'path')
      assert.equal(inPath.length, url.split(':').length - 1, `the path parameters of ${method} ${url}`)
    }
    for (const name of ['authorize', 'token', 'revoke', 'introspect', 'register']) {
      assert.ok(description.paths[`/v1/oauth/${name}`], name)
    }
    const ids = Object.values<Record<string, { operationId: string }>>(description.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    assert.equal(new Set(ids).size, ids.length)
    for (const [, reference] of JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = reference!.split('/').reduce((part, key) => part?.[key], description)
      assert.ok(found, reference)
    }
  })

  test('show the description to people', async (t) => {
    const app = buildApp(await emptyServer(t, sqlite!))
    const { statusCode, body } = await app.inject('/docs')
    assert.equal(statusCode, 200)
    assert.match(body, /<code>\/v1\/users\/\{user_id\}<\/code> One member, guest or bot;/)
  })
})

describe('the log', () => {
  test('gets every request, and the whole of a fault with the id that its caller was told', async (t) => {
    const server = await emptyServer(t, sqlite!)
    const broken = new Error('the disk is full')
    const reader = { ...server.store.reader, run: () => Promise.reject(broken) }
    const { log, requests, faults } = recordingLog()
    const app = buildApp({ ...server, store: { ...server.store, reader } }, log)
    const { statusCode, body } = await app.inject({
      url: '/v1/users/me?q=hidden',
      headers: { authorization: 'Bearer ntn_0123456789abcdef', 'notion-version': '2026-03-11' },
    })
    const { request_id } = JSON.parse(body)
    assert.equal(statusCode, 500)
    assert.deepEqual(faults, [{ error: broken, requestId: request_id }])
    const [{ milliseconds, ...request }] = requests as [AnsweredRequest]
    assert.ok(milliseconds > 0)
    assert.deepEqual(request, {
      id: request_id,
      method: 'GET',
      route: '/v1/users/me',
      status: 500,
      workspaceId: null,
    })
  })
})
