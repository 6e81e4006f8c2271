import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { describeStores } from '#test/stores.ts'
import { NEWEST, workspaceOn } from '#test/workspace.ts'
import { openSqlite } from '../dialects/sqlite.ts'
import { migrate } from '../migrate.ts'

/** What the migration added. */
const tables = ['access_losses', 'webhooks', 'webhook_deliveries', 'webhook_attempts']
const indexes = ['events_actor', 'events_entity', 'events_type', 'events_people', 'access_entries_expiry']
const columns = {
  events: ['feed', 'node_id', 'origin', 'ip_address', 'user_agent', 'before', 'after'],
  workspaces: ['last_event_time', 'changes_from', 'events_from'],
  access_entries: ['since'],
  blocks: ['access_since'],
  async_tasks: ['source'],
  template_fills: ['source'],
}

describeStores('a store that was written before events were told', (testStore) => {
  test('tells them in the feeds and in the audit log', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'octavo-'))
    t.after(() => rm(folder, { recursive: true }))
    const file = join(folder, 'octavo.db')
    const store = testStore.name === 'SQLite' ? openSqlite(file) : await testStore.open(t)
    await migrate(store as never)
    const acme = await workspaceOn(t, store, {})
    const editor = acme.as('editor')
    const page = await acme.aPage()
    await editor.patch(`/v1/pages/${page}`, { is_locked: true })
    const rich_text = [{ text: { content: 'Hi' } }]
    const comment = (await editor.post('/v1/comments', { parent: { page_id: page }, rich_text })).body.id
    const path = `/admin/v1/spaces/${acme.id}`
    const group = (await acme.as('owner').post(`${path}/groups`, { name: 'Engineering' })).body.id
    const before = (await acme.as('owner').get(`${path}/audit_log?page_size=100`)).body.results

    await store.transaction(async (db) => {
      const run = (text: string) => sql.raw(text).execute(db.sql)
      if (store.dialect === 'sqlite') {
        for (const name of ['unchanged', 'kept']) await run(`drop trigger events_${name}`)
        await run('drop table sqlite_stat1')
      } else await run('drop function keep_events cascade')
      for (const name of indexes) await run(`drop index ${name}`)
      for (const name of tables) await run(`drop table ${name}`)
      for (const [table, names] of Object.entries(columns)) {
        for (const name of names) await run(`alter table ${table} drop column ${name}`)
      }
      // One of two writers waited for the other.
      await run('update events set timestamp = timestamp - 60000 where sequence = 5')
      await run("delete from migrations where name = '0009-events-and-webhooks'")
    })
    // A server that starts on an older store has no statements of a newer one.
    const later = testStore.name === 'SQLite' ? openSqlite(file) : store
    await migrate(later as never)
    const { app } = await workspaceOn(t, later, {})
    if (later !== store) {
      t.after(() => later.close())
      await store.close()
    }

    const get = async (url: string, token: string) => {
      const headers = { authorization: `Bearer ${token}`, 'notion-version': NEWEST }
      const answer = await app.inject({ url, headers })
      assert.equal(answer.statusCode, 200, answer.body)
      return answer.json()
    }
    const told = async (url: string, token: string) =>
      (await get(url, token)).results.map((one: { type: string; entity?: { id: string } }) => one.type)
    assert.deepEqual(await told('/v1/changes', editor.token), [
      'page.created',
      'page.locked',
      'comment.created',
    ])
    const people = await told('/v1/users/changes', editor.token)
    assert.ok(people.includes('user.added') && people.includes('group.created'), people.join())

    const { results } = await get(`${path}/audit_log?page_size=100`, acme.as('owner').token)
    const same = ({ id, type, sequence, target, actor }: (typeof before)[number]) => ({
      id,
      type,
      sequence,
      target,
      actor,
    })
    assert.deepEqual(results.map(same), before.map(same))
    const times = results.map(({ timestamp }: { timestamp: string }) => timestamp)
    assert.deepEqual(times, times.toSorted().toReversed(), 'times never go back')
    for (const id of [page, comment, group]) {
      const found = await get(`${path}/audit_log?object_id=${id}`, acme.as('owner').token)
      assert.ok(found.results.length > 0)
    }
    await assert.rejects(
      later.transaction((db) => sql`delete from events`.execute(db.sql)),
      /events that are kept are not deleted/,
    )
  })
})
