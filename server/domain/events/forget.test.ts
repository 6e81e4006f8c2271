import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 } from 'uuid'
import type { Store } from '#server/store/dialects/dialect.ts'
import { appendEvents, eventsAfter, extentOfEvents } from '#server/store/events.ts'
import type { WebhookRow } from '#server/store/tables/events.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'
import { AT_ONCE, forgetOld } from './forget.ts'

const DAY = 24 * 60 * 60 * 1000
const going = new AbortController().signal

/** A workspace where something happens each day from now on, and a way to let days pass. */
async function busy(t: Parameters<typeof workspace>[0], testStore: TestStore, days: number, each = 1) {
  const acme = await workspace(t, testStore)
  const { store, id } = acme
  const start = Date.now()
  const { next_cursor: cursor } = (await acme.as('editor').get('/v1/changes?start_cursor=now')).body
  const [before] = await extentOfEvents(store.reader, id)
  for (let day = 1; day <= days; day++) {
    const events = Array.from({ length: each }, () => anEvent())
    await store.transaction((db) => appendEvents(db, id, start + day * DAY, events))
  }
  const forget = (day: number, over: Store = store, stopping = going) =>
    forgetOld({ store: over, surroundings: { now: () => start + day * DAY + 1 } }, stopping)
  const kept = async () => (await eventsAfter(store.reader, id, 0, 100_000)).map(({ sequence }) => sequence)
  /** The first event of a day. */
  const ofDay = (day: number) => before!.sequence + (day - 1) * each + 1
  const begins = async () => {
    const [extent] = await extentOfEvents(store.reader, id)
    return [extent!.changes_from, extent!.events_from]
  }
  return { acme, forget, kept, ofDay, begins, cursor }
}

const anEvent = () => ({
  id: v7(),
  type: 'page.created',
  feed: 'content' as const,
  actor_type: 'system' as const,
  actor_id: null,
  token_id: null,
  origin: 'system' as const,
  ip_address: null,
  user_agent: null,
  entity_type: 'page',
  entity_id: v7(),
  node_id: null,
  data: '{}',
  before: null,
  after: null,
})

const aWebhook = (workspace_id: string, fields: Partial<WebhookRow>): WebhookRow => ({
  workspace_id,
  id: v7(),
  connection_id: v7(),
  url: 'https://a.test',
  event_types: '[]',
  include: '[]',
  api_version: '2026-03-11',
  state: 'active',
  paused_reason: null,
  secret: '',
  sequence: 0,
  replay_after: null,
  replay_until: null,
  failures: 0,
  failing_since: null,
  created_time: 0,
  created_by: '',
  last_edited_time: 0,
  ...fields,
})

const add = ({ store }: TestWorkspace, row: WebhookRow) =>
  store.transaction((db) => db.sql.insertInto('webhooks').values(row).execute())

describeStores('forgetting', (testStore) => {
  test('keeps feeds for their days and the log for its own', async (t) => {
    const { acme, forget, kept, ofDay, begins, cursor } = await busy(t, testStore, 400)
    const reader = acme.as('editor')
    const all = await kept()
    await forget(89)
    assert.deepEqual([await kept(), await begins()], [all, [1, 1]])
    assert.equal((await reader.get(`/v1/changes?start_cursor=${cursor}`)).status, 200)

    await forget(100)
    assert.deepEqual([await kept(), await begins()], [all, [ofDay(11), 1]])
    const late = await reader.get(`/v1/changes?start_cursor=${cursor}`)
    assert.deepEqual([late.status, late.body.additional_data.reason], [400, 'cursor_expired'])

    await forget(400)
    assert.deepEqual(await begins(), [ofDay(311), ofDay(36)])
    assert.equal((await kept())[0], ofDay(36))
    assert.deepEqual(
      await kept(),
      all.filter((sequence) => sequence >= ofDay(36)),
    )
    const log = await acme
      .as('owner')
      .get(`/admin/v1/spaces/${acme.id}/audit_log?direction=ascending&page_size=1`)
    assert.equal(log.body.results[0].sequence, ofDay(36))
    const lost = Buffer.from(JSON.stringify([ofDay(3)])).toString('base64url')
    const expired = await acme
      .as('owner')
      .get(`/admin/v1/spaces/${acme.id}/audit_log?direction=ascending&start_cursor=${lost}`)
    assert.deepEqual([expired.status, expired.body.additional_data.reason], [400, 'cursor_expired'])
  })

  test('goes by the settings of each workspace', async (t) => {
    const { acme, forget, ofDay, begins } = await busy(t, testStore, 300)
    const retention = { changes_days: 200, audit_days: 250 }
    const changed = await acme.as('owner').patch(`/admin/v1/spaces/${acme.id}/policy`, { retention })
    assert.equal(changed.status, 200)
    await forget(300)
    assert.deepEqual(await begins(), [ofDay(101), ofDay(51)])
  })

  test('keeps what an active subscription was not told yet, and nothing for one that is paused', async (t) => {
    const { acme, forget, kept, ofDay, begins } = await busy(t, testStore, 400)
    await add(acme, aWebhook(acme.id, { state: 'paused', sequence: 0 }))
    await add(acme, aWebhook(acme.id, { sequence: ofDay(20) }))
    await add(
      acme,
      aWebhook(acme.id, { sequence: ofDay(300), replay_after: ofDay(10), replay_until: ofDay(200) }),
    )
    await forget(400)
    assert.deepEqual(await begins(), [ofDay(11), ofDay(11)])
    assert.equal((await kept())[0], ofDay(11))
    await acme.store.transaction((db) =>
      db.sql
        .updateTable('webhooks')
        .set({ replay_after: null })
        .where('replay_after', 'is not', null)
        .execute(),
    )
    await forget(400)
    assert.equal((await kept())[0], ofDay(21))
  })

  test('lets writers in between, and goes on where it was stopped', async (t) => {
    const { acme, forget, kept, begins } = await busy(t, testStore, 3, 2 * AT_ONCE)
    const before = (await kept()).length
    const stop = new AbortController()
    const left: number[] = []
    const watched: Store = {
      ...acme.store,
      async transaction(work) {
        const done = await acme.store.transaction(work)
        left.push((await kept()).length)
        if (left.length === 3) stop.abort()
        return done
      },
    }
    await forget(1000, watched, stop.signal)
    // The first says what is let go of.
    assert.deepEqual(left, [before, before - AT_ONCE, before - 2 * AT_ONCE])
    await acme.aPage()
    await forget(1000)
    const [changesFrom, eventsFrom] = await begins()
    assert.equal(changesFrom, eventsFrom)
    assert.deepEqual(await kept(), [])
    await acme.aPage()
    assert.deepEqual(await kept(), [eventsFrom])
  })

  test('lets go of losses with the feeds, and of deliveries after their own days', async (t) => {
    const { acme, forget, ofDay } = await busy(t, testStore, 120)
    const { store, id } = acme
    await store.transaction(async (db) => {
      for (const day of [1, 60]) {
        for (let index = 0; index < AT_ONCE; index++) {
          await db.sql
            .insertInto('access_losses')
            .values({
              workspace_id: id,
              principal: `user:${index}`,
              sequence: ofDay(day),
              node_id: 'n',
              through: '',
              since: 0,
            })
            .execute()
        }
      }
    })
    const delivered = async (finished: number | null) => {
      const webhook_id = v7()
      const delivery = {
        workspace_id: id,
        id: v7(),
        webhook_id,
        kind: 'event' as const,
        event_id: '',
        type: '',
        entity_type: '',
        entity_id: '',
      }
      await store.transaction((db) =>
        db.insertRows('webhook_deliveries', [
          {
            ...delivery,
            node_id: null,
            sequence: 1,
            last_sequence: 1,
            timestamp: 0,
            authors: '[]',
            data: '{}',
            state: finished === null ? 'waiting' : 'delivered',
            attempts: 1,
            open_until: null,
            due_time: finished === null ? 1 : null,
            first_attempt_time: 1,
            created_time: 0,
            finished_time: finished,
          },
        ]),
      )
      return delivery.id
    }
    await delivered(Date.now() + 69 * DAY)
    const young = [await delivered(Date.now() + 71 * DAY), await delivered(null)]
    await forget(100)
    const losses = await store.root.selectFrom('access_losses').select('sequence').distinct().execute()
    assert.deepEqual(losses, [{ sequence: ofDay(60) }])
    const deliveries = await store.root.selectFrom('webhook_deliveries').select('id').orderBy('id').execute()
    assert.deepEqual(
      deliveries.map((one) => one.id),
      young,
    )
  })
})
