import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { testStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'
import { difference } from '../model/difference.ts'
import { type PageBlock, walk } from '../model/page-block.ts'
import { randomEdits } from '../model/random-edits.ts'
import { readTree } from '../model/read-tree.ts'
import { toBlocks } from '../model/to-blocks.ts'
import { toDocument } from '../model/to-document.ts'
import { type EditsAnswer, openSession, type Reading, type SaveState } from './page-session.ts'

class Refusal extends Error {
  readonly status: number | null

  constructor(message: string, status: number | null = null) {
    super(message)
    this.status = status
  }
}

const newId = () => v7()

/** Somebody with a page open: what they do is sent, by a line that may break before or after the server hears. */
async function aWriter(
  { as }: TestWorkspace,
  page: string,
  breaks: () => 'before' | 'after' | null = () => null,
) {
  const client = as('editor')
  const line = async <T>(work: () => Promise<T>): Promise<T> => {
    const broken = breaks()
    if (broken === 'before') throw new TypeError('not reached')
    const answer = await work()
    if (broken === 'after') throw new TypeError('cut off')
    return answer
  }
  const read = async (): Promise<Reading> => {
    const { status, body } = await client.get(`/v1/blocks/${page}/tree`)
    if (status !== 200) throw new Refusal(body.message)
    return { blocks: readTree(body.results, page), revision: body.revision }
  }
  const first = await read()
  let blocks: readonly PageBlock[] = first.blocks
  let state: SaveState = 'saved'
  let sent = 0
  const session = openSession(first, {
    read: () => line(read),
    send: (edits, base_revision) =>
      line(async () => {
        sent++
        const { status, body } = await client.post(`/v1/pages/${page}/edits`, { edits, base_revision })
        if (status !== 200) throw new Refusal(JSON.stringify([body, edits]), status)
        return body as EditsAnswer
      }),
    isRefusal: (error) => error instanceof Refusal,
    isTaken: (error) => error instanceof Refusal && error.status === 409,
    present: () => blocks,
    show: (_from, to) => {
      blocks = to
    },
    renew(ids) {
      const renewed = (before: readonly PageBlock[]): PageBlock[] =>
        before.map((block) => ({
          ...block,
          id: ids.has(block.id) ? newId() : block.id,
          children: renewed(block.children),
        }))
      blocks = renewed(blocks)
    },
    tell: (now) => {
      state = now
    },
    wait: () => wait(1),
  })
  const settle = async () => {
    for (let tries = 0; tries < 500; tries++) {
      await wait(2)
      if (state === 'saved') return
      assert.notEqual(state, 'refused')
    }
    assert.fail(`it is still ${state}`)
  }
  return {
    session,
    settle,
    sent: () => sent,
    state: () => state,
    blocks: () => blocks,
    act(change: (document: ReturnType<typeof toDocument>) => ReturnType<typeof toDocument>) {
      blocks = toBlocks(change(toDocument(blocks)), { before: blocks, newId })
      session.changed()
    },
  }
}

const paragraph = (text: string) => ({ paragraph: { rich_text: [{ text: { content: text } }] } })
const said = (blocks: readonly PageBlock[]): string =>
  [...walk(blocks)]
    .map(({ block }) =>
      (block.payload.rich_text as { plain_text: string }[]).map((run) => run.plain_text).join(''),
    )
    .join('|')
const writing = (index: number, text: string) => (document: ReturnType<typeof toDocument>) =>
  document.with(index, { ...document[index]!, content: [{ type: 'text', text, styles: {} }] })

test('what is written is sent once, and what others write comes in', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const page = await acme.aPage({ children: [paragraph('one'), paragraph('two')] })
  const [ada, bob] = [await aWriter(acme, page), await aWriter(acme, page)]
  ada.act(writing(0, 'one of ada'))
  ada.act(writing(0, 'one of ada and more'))
  await ada.settle()
  assert.equal(ada.sent(), 1)
  bob.act(writing(0, 'bob: one'))
  bob.act(writing(1, 'two of bob'))
  await bob.settle()
  assert.equal(said(bob.blocks()), 'bob: one of ada and more|two of bob')
  ada.session.heard('elsewhere')
  await wait(20)
  assert.equal(said(ada.blocks()), 'bob: one of ada and more|two of bob')
  assert.equal(ada.sent(), 1)
})

test('what others deleted comes back when something was written in it', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const page = await acme.aPage({ children: [paragraph('one'), paragraph('two')] })
  const [ada, bob] = [await aWriter(acme, page), await aWriter(acme, page)]
  ada.act((document) => document.slice(1))
  await ada.settle()
  bob.act(writing(0, 'one of bob'))
  await bob.settle()
  assert.equal(said(bob.blocks()), 'one of bob|two')
  ada.act((document) => document.slice(0, 0))
  await ada.settle()
  assert.equal(said(ada.blocks()), 'one of bob', 'what bob brought back ada has not seen')
})

test('what others moved to another page stays too when something was written in it', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const page = await acme.aPage({ children: [paragraph('one'), paragraph('two')] })
  const target = await acme.aPage()
  const bob = await aWriter(acme, page)
  const edit = { type: 'move', id: bob.blocks()[0]!.id, page: target }
  await acme.as('editor').post(`/v1/pages/${page}/edits`, { edits: [edit] })
  bob.act(writing(0, 'one of bob'))
  await bob.settle()
  const saidOn = async (id: string) =>
    said(readTree((await acme.as('editor').get(`/v1/blocks/${id}/tree`)).body.results, id))
  assert.deepEqual([await saidOn(page), await saidOn(target)], ['one of bob|two', 'one'])
})

test('what the server refuses for good is told, and is still there', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const page = await acme.aPage({ children: [paragraph('one')] })
  const ada = await aWriter(acme, page)
  await acme.as('editor').patch(`/v1/pages/${page}`, { in_trash: true })
  ada.act(writing(0, 'written'))
  await wait(100)
  assert.equal(ada.state(), 'refused')
  assert.equal(said(ada.blocks()), 'written')
})

test('two people at random, over lines that break, end with the same page, and so does the server', async (t) => {
  const acme = await workspace(t, testStores[0]!)
  const breaking = fc.infiniteStream(fc.constantFrom('before', 'after', null, null, null))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.boolean(), randomEdits(2), fc.boolean()), { minLength: 2, maxLength: 8 }),
      breaking,
      async (acts, lines) => {
        const page = await acme.aPage({
          children: [paragraph('one'), { toggle: { rich_text: [], children: [paragraph('in')] } }],
        })
        const breaks = () => lines.next().value as 'before' | 'after' | null
        const writers = [await aWriter(acme, page, breaks), await aWriter(acme, page, breaks)]
        for (const [isFirst, act, waits] of acts) {
          writers[isFirst ? 0 : 1]!.act((document) => act(document, newId))
          if (waits) await wait(3)
        }
        for (const writer of [...writers, ...writers]) {
          writer.session.heard('elsewhere')
          await wait(5)
          await writer.settle()
        }
        const { body } = await acme.as('editor').get(`/v1/blocks/${page}/tree`)
        const kept = readTree(body.results, page)
        for (const writer of writers) assert.deepEqual(difference(kept, writer.blocks()), [])
      },
    ),
    { numRuns: 15, endOnFailure: true },
  )
})
