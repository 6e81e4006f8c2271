/** Deliveries by two processes over one PostgreSQL. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import type { Server } from '#server/http/contexts.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { twoProcesses } from '#test/two-processes.ts'
import { aWebhook, deliveriesOf, plainBody, receiver } from '#test/webhook-receiver.ts'
import { CLAIMED_FOR, deliverDue } from './deliver.ts'

const COUNT = 1000

async function twoSending(t: TestContext) {
  const { first, second } = await twoProcesses(t)
  let now = Date.now()
  const outgoing = makeOutgoing(['127.0.0.1'])
  const surroundings = { ...first.server.surroundings, now: () => now }
  for (const { server } of [first, second]) Object.assign(server, { outgoing, surroundings })
  const inbox = await receiver(t)
  const place = { store: first.store, secrets: first.server.secrets, workspaceId: first.id }
  const webhooks: WebhookRow[] = []
  for (let count = 0; count < 3; count++) webhooks.push(await aWebhook(place, { url: inbox.url }))
  const expected = []
  for (const [index, webhook] of webhooks.entries()) {
    const count = index === 0 ? COUNT - 100 : 50
    expected.push(...(await deliveriesOf(first.store, webhook, now, { count })).map((row) => row.event_id))
  }
  const send = (server: Server, stopping = new AbortController().signal) =>
    deliverDue(server, {
      bodyOf: plainBody,
      pause: () => assert.fail('none is paused'),
      report: assert.ifError,
      stopping,
    })
  return {
    inbox,
    send,
    servers: [first.server, second.server] as const,
    expected: expected.sort(),
    wait(milliseconds: number) {
      now += milliseconds
    },
    left: () =>
      first.store.reader.sql
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('state', '!=', 'delivered')
        .execute(),
  }
}

describe('deliveries by two processes', () => {
  test('are made once each', async (t) => {
    const { inbox, send, servers, expected, left } = await twoSending(t)
    await Promise.all(servers.map((server) => send(server)))
    // What one has claimed the other leaves to it.
    assert.deepEqual(inbox.ids().sort(), expected)
    assert.deepEqual(await left(), [])
  })

  test('are made at least once when one of them dies', async (t) => {
    const { inbox, send, servers, expected, left, wait } = await twoSending(t)
    const [dying, living] = servers
    // Its requests arrive, and it never learns that they did.
    const { post } = dying.outgoing
    const silent = {
      ...dying.outgoing,
      post: (...about: Parameters<typeof post>) => post(...about).then(never),
    }
    // It ends with its store.
    send({ ...dying, outgoing: silent }).catch(() => {})
    await inbox.has(10)
    const before = inbox.received.length
    await send(living)
    assert.ok((await left()).length >= before, 'what the dead one claimed is left to it')
    wait(CLAIMED_FOR)
    await send(living)
    assert.deepEqual([...new Set(inbox.ids())].sort(), expected)
    assert.deepEqual(await left(), [])
  })
})

const never = () => new Promise<never>(() => {})
