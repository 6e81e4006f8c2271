import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KyselyPlugin } from 'kysely'
import type { Db } from '#server/store/dialects/dialect.ts'
import { eventsAfter } from '#server/store/events.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'
import type { Actor } from '../access/actor.ts'
import { nobody } from '../access/actor.ts'
import { type Capabilities, everyCapability, noCapability } from '../access/capabilities.ts'
import { mayBeTold } from '../events/visible.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { botsTold, toldToAny } from './visible.ts'

const abilities: readonly Capabilities[] = [
  everyCapability,
  noCapability,
  { ...noCapability, content: ['read'] },
  { ...noCapability, comments: ['read'] },
  { ...noCapability, user_info: 'no_email', permissions: 'read' },
]

/** What happened to a page, an upload and people, and bots with every ability that see all of it, a part or nothing. */
async function scene(t: Parameters<TestStore['open']>[0], testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const [editor, owner] = [acme.as('editor'), acme.as('owner')]
  const [page, hidden] = [await acme.aPage(), await acme.aPage()]
  for (const id of [page, hidden]) {
    await editor.post('/v1/comments', { parent: { page_id: id }, rich_text: [{ text: { content: 'Hi' } }] })
    await editor.patch(`/v1/pages/${id}`, { is_locked: true })
  }
  const remove = [{ bot_id: acme.as('reader').userId }]
  const { status } = await owner.patch(`/v1/pages/${hidden}/permissions`, { remove })
  assert.equal(status, 200)
  await editor.post('/v1/file_uploads', { filename: 'a.txt' })
  await owner.post(`/admin/v1/spaces/${acme.id}/groups`, { name: 'Readers' })

  const seeing = [editor, acme.as('reader')].map(({ userId }) => userId)
  const botFor = (capabilities: Capabilities, userId: string): Actor => ({
    ...nobody,
    type: 'bot',
    userId,
    capabilities,
    principals: JSON.stringify([`bot:${userId}`]),
  })
  const bots = [...seeing, 'a stranger'].flatMap((id) => abilities.map((can) => botFor(can, id)))
  const strangers = Array.from({ length: 1000 }, (_, index) =>
    botFor(abilities[index % abilities.length]!, `stranger ${index}`),
  )
  let queries = 0
  const counting: KyselyPlugin = {
    transformQuery({ node }) {
      queries++
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const db: Db = { ...acme.store.reader, sql: acme.store.reader.sql.withPlugin(counting) }
  const at = { db, workspace: await readWorkspace(db, acme.id), now: acme.server.surroundings.now() }
  return {
    bots,
    strangers,
    at,
    events: await eventsAfter(acme.store.reader, acme.id, 0, 1000),
    async counted<T>(work: () => Promise<T>): Promise<[T, number]> {
      queries = 0
      const result = await work()
      return [result, queries]
    },
    /** As each bot by itself is told by a feed. */
    alone: async (bot: Actor, events: Parameters<typeof mayBeTold>[1]) =>
      mayBeTold({ ...at, actor: bot } as Parameters<typeof mayBeTold>[0], events),
  }
}

describeStores('the bots of a connection', (testStore) => {
  test('are told what each of them would be alone, by one query for an event however many they are', async (t) => {
    const { bots, strangers, at, events, counted, alone } = await scene(t, testStore)
    const heard = new Set<string>()
    for (const event of events) {
      const expected: Actor[] = []
      for (const bot of bots) if ((await alone(bot, [event])).length > 0) expected.push(bot)
      const [told, queries] = await counted(() => botsTold(at, [...bots, ...strangers], event))
      assert.deepEqual(
        told.filter((bot) => bots.includes(bot)),
        expected,
        event.type,
      )
      assert.ok(queries <= 1, `${event.type}: ${queries} queries`)
      if (told.length > 0) heard.add(event.type)
    }
    for (const type of ['page.locked', 'comment.created', 'file_upload.created', 'group.created']) {
      assert.ok(heard.has(type), type)
    }
  })

  test('are told together what any of them would be, by the same queries however many they are', async (t) => {
    const { bots, strangers, at, events, counted, alone } = await scene(t, testStore)
    for (const some of [bots, bots.slice(0, 5), bots.slice(5, 10), bots.slice(6, 8), bots.slice(10), []]) {
      const expected = new Set<string>()
      for (const bot of some) for (const { id } of await alone(bot, events)) expected.add(id)
      const [told, queries] = await counted(() => toldToAny(at, some, events))
      assert.deepEqual(
        told.map(({ id }) => id),
        events.map(({ id }) => id).filter((id) => expected.has(id)),
      )
      assert.ok(queries <= 4, `${queries} queries`)
    }
    const [, few] = await counted(() => toldToAny(at, bots, events))
    const [, many] = await counted(() => toldToAny(at, [...bots, ...strangers], events))
    assert.ok(few > 0)
    assert.equal(many, few)
  })
})
