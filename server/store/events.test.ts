import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import { eventsAfter } from './events.ts'

describeStores('the log of events', (testStore) => {
  test('is added to, and never changed', async (t) => {
    const acme = await workspace(t, testStore)
    await acme.aPage()
    const before = await eventsAfter(acme.store.reader, acme.id, 0, 1000)
    const refused = async (statement: ReturnType<typeof sql>, says: RegExp) =>
      assert.rejects(
        acme.store.transaction((db) => statement.execute(db.sql)),
        says,
      )
    const unchanged = /events are not changed/
    const kept = /events that are kept are not deleted/
    await refused(
      sql`update events set actor_id = 'somebody else' where workspace_id = ${acme.id}`,
      unchanged,
    )
    await refused(sql`update events set sequence = sequence + 1000000`, unchanged)
    await refused(
      sql`delete from events where workspace_id = ${acme.id} and sequence = ${before.length}`,
      kept,
    )
    await refused(sql`delete from events`, kept)
    if (acme.store.dialect === 'postgres') await refused(sql`truncate events`, kept)
    assert.deepEqual(await eventsAfter(acme.store.reader, acme.id, 0, 1000), before)

    // Retention let go of the first two.
    await acme.do(async ({ db }) => {
      await sql`update workspaces set events_from = 3 where id = ${acme.id}`.execute(db.sql)
    })
    await refused(sql`delete from events where workspace_id = ${acme.id} and sequence <= 3`, kept)
    await refused(
      sql`update events set data = '{}' where workspace_id = ${acme.id} and sequence = 1`,
      unchanged,
    )
    await acme.do(async ({ db }) => {
      await sql`delete from events where workspace_id = ${acme.id} and sequence < 3`.execute(db.sql)
    })
    assert.deepEqual(await eventsAfter(acme.store.reader, acme.id, 0, 1000), before.slice(2))
  })
})
