import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'
import { difference } from './difference.ts'
import { madePages } from './example-page.ts'
import { changedKeys } from './fields.ts'
import { type PageBlock, walk } from './page-block.ts'
import { randomEdits } from './random-edits.ts'
import { readTree } from './read-tree.ts'
import { toBlocks } from './to-blocks.ts'
import { toDocument } from './to-document.ts'

const newId = () => v7()

const renamed = (blocks: readonly PageBlock[]): PageBlock[] =>
  blocks.map((block) => ({ ...block, id: newId(), children: renamed(block.children) }))

async function pageOf({ as }: TestWorkspace, page: string) {
  const { body } = await as('editor').get(`/v1/blocks/${page}/tree`)
  return { blocks: readTree(body.results, page), revision: body.revision as string }
}

async function send({ as }: TestWorkspace, page: string, before: PageBlock[], after: PageBlock[]) {
  const { revision } = await pageOf({ as } as TestWorkspace, page)
  const edits = difference(before, after)
  const answer = await as('editor').post(`/v1/pages/${page}/edits`, { edits, base_revision: revision })
  assert.equal(answer.status, 200, JSON.stringify([answer.body, edits]))
  for (const { status } of answer.body.results)
    assert.equal(status, 'done', JSON.stringify(answer.body.results))
}

function assertAgree(actual: readonly PageBlock[], expected: readonly PageBlock[]): void {
  const outline = (blocks: readonly PageBlock[]): unknown[] =>
    blocks.map(({ id, type, children }) => [id, type, outline(children)])
  assert.deepEqual(outline(actual), outline(expected))
  const wanted = [...walk(expected)]
  for (const [index, { block }] of [...walk(actual)].entries()) {
    assert.deepEqual(changedKeys(block.type, block.payload, wanted[index]!.block.payload), [], block.type)
  }
}

describeStores('the editor and the API', (store) => {
  test('agree about a page of every type after random edits, and after they are taken back', async (t) => {
    const acme = await workspace(t, store)
    await fc.assert(
      fc.asyncProperty(madePages, fc.array(randomEdits(5), { maxLength: 3 }), async (made, acts) => {
        const page = await acme.aPage()
        const states: PageBlock[][] = [[], renamed(made)]
        await send(acme, page, [], states[1]!)
        for (const act of acts) {
          const before = states.at(-1)!
          const after = toBlocks(act(toDocument(before), newId), { before, newId })
          await send(acme, page, before, after)
          const now = await pageOf(acme, page)
          assertAgree(now.blocks, after)
          states.push(after)
        }
        for (let last = states.length - 1; last > 0; last--)
          await send(acme, page, states[last]!, states[last - 1]!)
        assertAgree((await pageOf(acme, page)).blocks, [])
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
})
