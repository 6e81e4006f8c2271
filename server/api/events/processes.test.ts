import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { liveReader } from '#test/live-reader.ts'
import { send, type TwoProcesses, twoProcesses } from '#test/two-processes.ts'

type Cleaning = { after(work: () => Promise<void>): void }

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

async function aScene(t: Cleaning) {
  const both = await twoProcesses(t)
  const page = await both.first.aPage()
  const url = await both.second.app.listen({ port: 0, host: '127.0.0.1' })
  const { token } = both.first.as('editor')
  let renamed = 0
  const rename = async (app: FastifyInstance) => {
    const { statusCode } = await send(app, token, 'PATCH', `/v1/pages/${page}`, titled(`${++renamed}`))
    assert.equal(statusCode, 200)
  }
  const follow = (headers: Record<string, string> = {}) =>
    liveReader(t, `${url}/v1/events`, { authorization: `Bearer ${token}`, ...headers })
  return { ...both, page, url, token, rename, follow }
}

/** Ends the connections on which processes hear of each other. */
const endListening = ({ first }: Pick<TwoProcesses, 'first'>): Promise<unknown> =>
  first.store.reader.run(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen %'`,
    [],
  )

test('what one process writes is heard on another', async (t) => {
  const { first, second, rename, follow } = await aScene(t)
  const reader = await follow()
  await rename(first.app)
  await reader.hears(1)
  await rename(second.app)
  await reader.hears(2)
  assert.equal(reader.opened(), 1)
})

test('a listening connection that breaks costs no change and no reader', async (t) => {
  const scene = await aScene(t)
  const reader = await scene.follow()
  for (let written = 2; written <= 10; written += 2) {
    await endListening(scene)
    await scene.rename(scene.first.app)
    await scene.rename(scene.first.app)
    await reader.hears(written)
  }
  assert.equal(reader.opened(), 1)
  const numbers = reader.changes.map(({ sequence }) => sequence)
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => numbers[0] + index),
  )
})

test('what a process committed before it died is heard all the same', async (t) => {
  const { first, page, follow } = await aScene(t)
  const reader = await follow()
  // A commit that nobody is told of.
  await first.store.root.transaction().execute(async (trx) => {
    const { sequence } = await trx
      .selectFrom('workspaces')
      .select('sequence')
      .where('id', '=', first.id)
      .executeTakeFirstOrThrow()
    const last = await trx
      .selectFrom('events')
      .selectAll()
      .where('workspace_id', '=', first.id)
      .where('node_id', '=', page)
      .where('type', '=', 'page.created')
      .executeTakeFirstOrThrow()
    const again = { ...last, id: crypto.randomUUID(), sequence: sequence + 1 }
    await trx.insertInto('events').values(again).execute()
    await trx
      .updateTable('workspaces')
      .set({ sequence: sequence + 1 })
      .where('id', '=', first.id)
      .execute()
  })
  await reader.hears(1)
  assert.equal(reader.changes[0].entity.id, page)
})

test('readers that are cut off at any time hear each change once, in the order of commits', async (t) => {
  const scene = await aScene(t)
  const { first, second, rename, follow } = scene
  const act = fc.oneof(
    { weight: 6, arbitrary: fc.constant('write here') },
    { weight: 6, arbitrary: fc.constant('write there') },
    { weight: 2, arbitrary: fc.constant('cut') },
    { weight: 1, arbitrary: fc.constant('break') },
    { weight: 2, arbitrary: fc.constant('pause') },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      let [reader, last] = [await follow(), '']
      const heard: number[] = []
      const writes: Promise<void>[] = []
      const reopen = async () => {
        reader.close()
        heard.push(...reader.changes.map(({ sequence }) => sequence))
        last = reader.lastId() || last
        reader = await follow({ 'last-event-id': last })
      }
      // Whoever was told nothing yet has no place to go on from.
      await rename(first.app)
      await reader.hears(1)
      for (const what of acts) {
        if (what === 'write here') writes.push(rename(first.app))
        else if (what === 'write there') writes.push(rename(second.app))
        else if (what === 'cut') await reopen()
        else if (what === 'break') await endListening(scene)
        else await wait(10)
      }
      await Promise.all(writes)
      await reader.hears(writes.length + 1 - heard.length)
      reader.close()
      heard.push(...reader.changes.map(({ sequence }) => sequence))
      assert.deepEqual(
        heard,
        Array.from({ length: writes.length + 1 }, (_, index) => heard[0]! + index),
      )
    }),
    { numRuns: 5 },
  )
})
