import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildApp } from '#server/app.ts'
import { faultsOnly } from '#server/operations/log.ts'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'

describeStores('where a request came from', (store) => {
  test('is what the proxies in front say, and nobody else', async (t) => {
    const acme = await workspace(t, store)
    const app = buildApp(acme.server, faultsOnly, ['10.0.0.0/8', '::1'])
    t.after(() => app.close())
    for (const [from, forwarded, expected] of [
      ['10.1.2.3', '203.0.113.7', '203.0.113.7'],
      ['10.1.2.3', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
      ['10.1.2.3', '203.0.113.7, 10.9.9.9', '203.0.113.7'],
      ['::1', '2001:db8::7', '2001:db8::7'],
      ['::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
      ['203.0.113.5', '198.51.100.9', '203.0.113.5'],
      ['::ffff:203.0.113.5', '198.51.100.9', '203.0.113.5'],
      ['10.1.2.3', 'somebody', '10.1.2.3'],
      ['10.1.2.3', undefined, '10.1.2.3'],
    ] as const) {
      await makePage(acme, app, from, forwarded)
      const [event] = await newestEvents(acme, 1)
      assert.deepEqual(
        [event!.type, event!.ip_address, event!.user_agent, event!.origin],
        ['page.created', expected, 'curl/8', 'api'],
        `${forwarded} by ${from}`,
      )
    }
  })

  test('is the socket alone where no proxy is trusted', async (t) => {
    const acme = await workspace(t, store)
    await makePage(acme, acme.app, '203.0.113.5', '198.51.100.9')
    assert.equal((await newestEvents(acme, 1))[0]!.ip_address, '203.0.113.5')
  })
})

async function makePage(
  acme: TestWorkspace,
  app: TestWorkspace['app'],
  from: string,
  forwarded: string | undefined,
) {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/pages',
    remoteAddress: from,
    headers: {
      authorization: `Bearer ${acme.as('owner').token}`,
      'notion-version': '2026-03-11',
      'content-type': 'application/json',
      'user-agent': 'curl/8',
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    },
    payload: JSON.stringify({ parent: { workspace: true } }),
  })
  assert.equal(answer.statusCode, 200, answer.body)
}
