import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage, type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { appendEvents, eventsAfter } from '#server/store/events.ts'
import { describeStores, type TestStore } from '#test/stores.ts'
import { type Name, NEWEST, workspace } from '#test/workspace.ts'

type Cleaning = { after(work: () => Promise<void>): void }

async function aServer(t: Cleaning, testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const url = await acme.listen()
  const open: IncomingMessage[] = []
  t.after(async () => {
    for (const response of open) response.destroy()
  })
  const follow = async (name: Name, query = ''): Promise<IncomingMessage> => {
    const request = get(`${url}/v1/events${query}`, {
      agent: false,
      headers: { authorization: `Bearer ${acme.as(name).token}`, 'notion-version': NEWEST },
    })
    const [response] = await once(request, 'response')
    assert.equal(response.statusCode, 200)
    open.push(response.on('error', () => {}))
    return response
  }
  /** The answers of the server, from its side. */
  const answers: ServerResponse[] = []
  acme.app.server.on('request', (_request, response) => answers.push(response))
  return { ...acme, url, follow, answers }
}

const titled = (title: string) => ({ properties: { title: { title: [{ text: { content: title } }] } } })

/** The numbers of the changes that a stream tells, as they come. */
function numbersOf(response: IncomingMessage): number[] {
  const numbers: number[] = []
  let rest = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) {
      if (line.startsWith('data: ')) numbers.push(JSON.parse(line.slice('data: '.length)).sequence)
    }
  })
  return numbers
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await wait(5)
}

describeStores('streams of changes', (testStore) => {
  test('two hundred of them hear everything, each once', async (t) => {
    const { app, aPage, as, follow } = await aServer(t, testStore)
    const page = await aPage()
    const names = ['editor', 'reader', 'viewer', 'owner'] as const
    const share = { set: [{ user_id: as('owner').userId, level: 'view' }] }
    await as('editor').patch(`/v1/pages/${page}/permissions`, share)
    const streams = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        follow(names[index % names.length]!, index % 2 === 0 ? '' : `?page_id=${page}`),
      ),
    )
    const heard = streams.map(numbersOf)
    const writes = 20
    for (let count = 1; count <= writes; count++) {
      assert.equal((await as('editor').patch(`/v1/pages/${page}`, titled(`${count}`))).status, 200)
    }
    await until(() => heard.every((numbers) => numbers.length >= writes))
    const [first] = heard
    assert.equal(new Set(first).size, writes)
    for (const numbers of heard) assert.deepEqual(numbers, first)
    await app.close()
  })

  test('one that is never read holds little and stops nobody', async (t) => {
    const { app, aPage, as, follow, store, id, answers, server } = await aServer(t, testStore)
    const page = await aPage()
    const stuck = await follow('editor')
    stuck.pause()
    const [sent] = answers
    const read = numbersOf(await follow('reader', `?page_id=${page}`))
    const [last] = (await eventsAfter(store.reader, id, 0, 1000)).slice(-1)
    const { workspace_id, sequence, timestamp, ...event } = last!
    // A thousand at a time, each of two thousand characters.
    for (let batch = 0; batch < 10; batch++) {
      await store.transaction((db) =>
        appendEvents(
          db,
          id,
          server.surroundings.now(),
          Array.from({ length: 1000 }, () => ({
            ...event,
            id: server.surroundings.newId(),
            type: 'page.content_updated',
            entity_id: page,
            node_id: page,
            data: JSON.stringify({ updated_blocks: [], more: '.'.repeat(2000) }),
          })),
        ),
      )
    }
    assert.equal((await as('editor').patch(`/v1/pages/${page}`, titled('After all'))).status, 200)
    await until(() => read.length === 10_001)
    // One batch that was made, and what Node takes before it says that it has enough; of more than twenty million.
    const buffered = sent!.writableLength + sent!.socket!.writableLength
    assert.ok(buffered < 1_000_000, `${buffered} bytes`)
    assert.ok(sent!.writableNeedDrain)
    assert.deepEqual(
      read,
      read.map((_, index) => read[0]! + index),
    )
    await app.close()
  })

  test('end at once when the server stops, read or not', async (t) => {
    const { app, follow } = await aServer(t, testStore)
    const [read, unread] = [await follow('editor'), await follow('reader')]
    read.resume()
    await app.close()
    unread.resume()
    await until(() => read.destroyed && unread.destroyed)
    assert.deepEqual([read.complete, unread.complete], [false, false])
  })
})
