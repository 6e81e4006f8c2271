import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createDatabase } from '#test/postgres.ts'
import { describeStores } from '#test/stores.ts'
import { appendEvents } from '../events.ts'
import { migrate } from '../migrate.ts'
import { insertWorkspace } from '../workspaces.ts'
import type { Db, Store } from './dialect.ts'
import { openPostgres } from './postgres.ts'
import { makePostgresSignal } from './postgres-signal.ts'

type Cleaning = { after(work: () => Promise<void>): void }

const event = (id: string) => ({
  id,
  type: 'page.created',
  feed: 'content' as const,
  actor_type: 'system' as const,
  actor_id: null,
  token_id: null,
  origin: 'system' as const,
  ip_address: null,
  user_agent: null,
  entity_type: 'page',
  entity_id: 'page',
  node_id: 'page',
  data: '{}',
  before: null,
  after: null,
})

const addWorkspace = (store: Store, id: string) =>
  store.transaction((db) =>
    insertWorkspace(db, {
      id,
      name: id,
      icon: null,
      settings: '{}',
      sequence: 0,
      last_event_time: 0,
      changes_from: 1,
      events_from: 1,
      created_time: 0,
    }),
  )

let events = 0
const write = (db: Db, workspaceId: string) => appendEvents(db, workspaceId, 0, [event(`event ${++events}`)])

/** Two stores over one database, as two processes have them. */
async function twoStores(t: Cleaning): Promise<[Store, Store, url: string]> {
  const database = await createDatabase()
  const [here, there] = [openPostgres(database.url), openPostgres(database.url)]
  await migrate(here)
  for (const id of ['acme', 'other']) await addWorkspace(here, id)
  t.after(async () => {
    await Promise.all([here.close(), there.close()])
    await database.drop()
  })
  return [here, there, database.url]
}

/** What is heard, and a way to wait for it. */
function ear(store: Store) {
  const heard: string[] = []
  const stop = store.listen((id) => heard.push(id))
  const hears = async (id: string) => {
    while (!heard.includes(id)) await wait(2)
  }
  return { heard, stop, hears }
}

/** Connections are made in the background: what is told before is heard by no other process. */
async function listeners(store: Store): Promise<{ pid: number }[]> {
  for (;;) {
    const found = await store.reader.run<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like 'listen %' and state = 'idle'`,
      [],
    )
    if (found.length > 0) return found
    await wait(2)
  }
}

describeStores('what happened is heard', (testStore) => {
  test('after the commit, of the workspaces that it happened in', async (t) => {
    const store = await testStore.open(t)
    for (const id of ['acme', 'other', 'third']) await addWorkspace(store, id)
    const { heard } = ear(store)
    await store.transaction(async (db) => {
      await write(db, 'acme')
      await write(db, 'acme')
      await write(db, 'other')
      assert.deepEqual(heard, [])
    })
    assert.deepEqual(heard, ['acme', 'other'])
  })

  test('and nothing of what was taken back, or wrote no event', async (t) => {
    const store = await testStore.open(t)
    await addWorkspace(store, 'acme')
    const { heard } = ear(store)
    const failing = store.transaction(async (db) => {
      await write(db, 'acme')
      throw new Error('taken back')
    })
    await assert.rejects(failing, /taken back/)
    await addWorkspace(store, 'other')
    await store.transaction((db) => appendEvents(db, 'acme', 0, []))
    assert.deepEqual(heard, [])
  })

  test('until one stops to listen', async (t) => {
    const store = await testStore.open(t)
    await addWorkspace(store, 'acme')
    const [one, other] = [ear(store), ear(store)]
    one.stop()
    await store.transaction((db) => write(db, 'acme'))
    assert.deepEqual([one.heard, other.heard], [[], ['acme']])
  })
})

test('what one process commits is heard by another, once by itself', async (t) => {
  const [here, there] = await twoStores(t)
  const [own, others] = [ear(here), ear(there)]
  await listeners(there)
  await here.transaction((db) => write(db, 'acme'))
  await others.hears('acme')
  await here.transaction((db) => write(db, 'other'))
  await others.hears('other')
  assert.deepEqual(own.heard, ['acme', 'other'])
})

test('what is told in quick succession is sent as one', async () => {
  const sent: string[][] = []
  const pool = {
    query: async (_text: string, [, ids]: [string, string[]]) => void sent.push(ids),
  }
  const signal = makePostgresSignal(pool as never, () => assert.fail('nobody listens'))
  for (const ids of [['acme'], ['acme', 'other'], ['third'], ['acme']]) signal.tell(ids)
  await signal.close()
  assert.deepEqual(sent, [['acme'], ['acme', 'other', 'third']])
})

test('a listening connection that is ended is made again', async (t) => {
  const [here, there] = await twoStores(t)
  const { heard, hears } = ear(there)
  const [first] = await listeners(there)
  await here.reader.run('select pg_terminate_backend($1)', [first!.pid])
  let second = first
  while (second!.pid === first!.pid) [second] = await listeners(there)
  await here.transaction((db) => write(db, 'acme'))
  await hears('acme')
  assert.deepEqual(heard, ['acme'])
})

test('a store that is closed at once has told what it committed, and leaves no connection', async (t) => {
  const [, there, url] = await twoStores(t)
  const { hears } = ear(there)
  await listeners(there)
  const closing = openPostgres(url)
  closing.listen(() => {})
  await closing.transaction((db) => write(db, 'acme'))
  await closing.close()
  await hears('acme')
  assert.equal((await listeners(there)).length, 1)
})

test('a store can be closed before it has begun to listen', async (t) => {
  const [, , url] = await twoStores(t)
  const closing = openPostgres(url)
  closing.listen(() => {})
  await closing.close()
})
