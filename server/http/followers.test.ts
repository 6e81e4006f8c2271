import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '#server/store/dialects/dialect.ts'
import { makeSignal } from '#server/store/dialects/signal.ts'
import { makeFollowers } from './followers.ts'

const LONG = 60_000

function aStore() {
  const signal = makeSignal()
  let listening = 0
  const store = {
    shared: false,
    listen(heard: (workspaceId: string) => void) {
      listening++
      const stop = signal.listen(heard)
      return () => {
        listening--
        stop()
      }
    },
  } as unknown as Store
  return {
    follow: makeFollowers(store),
    happen: (id: string) => signal.tell([id]),
    listening: () => listening,
  }
}

test('a follower is woken by what happens in its workspace, and by nothing else', async () => {
  const { follow, happen } = aStore()
  const [one, other] = [follow('acme'), follow('other')]
  const waits = one.wait(LONG)
  happen('acme')
  assert.equal(await waits, true)
  let isWoken = false
  const sleeps = other.wait(LONG).then(() => {
    isWoken = true
  })
  happen('acme')
  await new Promise(setImmediate)
  assert.equal(isWoken, false)
  other.stop()
  await sleeps
})

test('what happened while nobody waited is not missed, and is heard once', async () => {
  const { follow, happen } = aStore()
  const follower = follow('acme')
  happen('acme')
  happen('acme')
  assert.equal(await follower.wait(LONG), true)
  const late = await Promise.race([
    follower.wait(LONG),
    new Promise((resolve) => setTimeout(resolve, 20, 'asleep')),
  ])
  assert.equal(late, 'asleep')
  follower.stop()
})

test('a follower wakes by itself after a while, so that it can see whether it still may', async () => {
  const { follow } = aStore()
  const follower = follow('acme')
  assert.equal(await follower.wait(5), true)
  follower.stop()
})

test('one that is stopped waits no more, and when all are, nobody listens', async () => {
  const { follow, listening } = aStore()
  const followers = [follow('acme'), follow('acme'), follow('other')]
  assert.equal(listening(), 1)
  const waits = followers.map((one) => one.wait(LONG))
  for (const one of followers) one.stop()
  assert.deepEqual(await Promise.all(waits), [false, false, false])
  assert.equal(listening(), 0)
  follow('acme').stop()
  assert.equal(listening(), 0)
})
