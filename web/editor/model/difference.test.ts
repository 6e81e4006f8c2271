import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyEdits } from './apply-edits.ts'
import { difference } from './difference.ts'
import { apiPages, examplePage } from './example-page.ts'
import { changedKeys } from './fields.ts'
import { keepInOrder } from './keep-in-order.ts'
import { type PageBlock, walk } from './page-block.ts'
import { countingIds, randomEdits } from './random-edits.ts'
import { readTree } from './read-tree.ts'
import { toBlocks } from './to-blocks.ts'
import { toDocument } from './to-document.ts'

/** Two pages are the same when nothing that is written differs. */
function assertSame(actual: readonly PageBlock[], expected: readonly PageBlock[]): void {
  const outline = (blocks: readonly PageBlock[]): unknown[] =>
    blocks.map(({ id, type, children }) => [id, type, outline(children)])
  assert.deepEqual(outline(actual), outline(expected))
  const wanted = [...walk(expected)]
  for (const [index, { block }] of [...walk(actual)].entries()) {
    assert.deepEqual(changedKeys(block.type, block.payload, wanted[index]!.block.payload), [])
  }
}

test('the edits between two pages make one of the other', () => {
  fc.assert(
    fc.property(apiPages, randomEdits(6), (blocks, act) => {
      const before = readTree(blocks, examplePage)
      const newId = countingIds(500_000)
      const after = toBlocks(act(toDocument(before), newId), { before, newId })
      const edits = difference(before, after)
      assertSame(applyEdits(before, before, after, edits), after)
      assert.deepEqual(difference(after, after), [])
    }),
    { numRuns: 400 },
  )
})

const text = (content: string) => ({ type: 'text', text: content, styles: {} }) as const
const paragraph = (id: string, content: string, children: PageBlock[] = []): PageBlock =>
  toBlocks([{ id, type: 'paragraph', props: {}, content: [text(content)], children: toDocument(children) }], {
    before: [],
    newId: () => '',
  })[0]!

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((id) => paragraph(id, id)) as [
  PageBlock,
  PageBlock,
  PageBlock,
  PageBlock,
]

const few: [name: string, before: PageBlock[], after: PageBlock[], edits: string[]][] = [
  ['a letter', [A, B], [A, paragraph('b', 'bb')], ['update b']],
  ['the first goes last', [A, B, C, D], [B, C, D, A], ['move a']],
  ['one comes between', [A, C], [A, B, C], ['insert b']],
  ['a parent goes with what is in it', [paragraph('a', 'a', [B, C]), D], [D], ['delete a']],
  ['what is in it survives', [paragraph('a', 'a', [B, C])], [B, C], ['move b', 'move c', 'delete a']],
  ['it goes in', [A, B], [paragraph('a', 'a', [B])], ['move b']],
  [
    'parent and child change places',
    [paragraph('a', 'a', [B])],
    [paragraph('b', 'b', [A])],
    ['move b', 'move a'],
  ],
]
for (const [name, before, after, edits] of few) {
  test(`edits are few: ${name}`, () => {
    assert.deepEqual(
      difference(before, after).map(({ type, id }) => `${type} ${id}`),
      edits,
    )
  })
}

test('an update tells only the keys that changed, and what they were', () => {
  const checked = (id: string, isChecked: boolean) =>
    toBlocks(
      [{ id, type: 'checkListItem', props: { checked: isChecked }, content: [text('x')], children: [] }],
      {
        before: [],
        newId: () => '',
      },
    )
  assert.deepEqual(difference(checked('a', false), checked('a', true)), [
    {
      type: 'update',
      id: 'a',
      block: { type: 'to_do', to_do: { checked: true } },
      base: { type: 'to_do', to_do: { checked: false } },
    },
  ])
})

test('most of what is in order stays', () => {
  const letters = (text: string) => [...text]
  assert.deepEqual([...keepInOrder(letters('abcdef'), letters('bcdaxf'))].sort(), letters('bcdf'))
  assert.deepEqual([...keepInOrder(letters('abc'), letters('cba'))].length, 1)
  assert.deepEqual([...keepInOrder([], letters('abc'))], [])
})

const said = (blocks: readonly PageBlock[]): string =>
  blocks
    .map(
      ({ payload, children }) =>
        `${(payload.rich_text as { plain_text: string }[]).map(({ plain_text }) => plain_text).join('')}${children.length > 0 ? `(${said(children)})` : ''}`,
    )
    .join(' ')

const rebased: [name: string, base: PageBlock[], theirs: PageBlock[], mine: PageBlock[], merged: string][] = [
  ['both wrote in one block', [A], [paragraph('a', 'a theirs')], [paragraph('a', 'my a')], 'my a theirs'],
  ['both wrote new blocks', [A], [A, B], [A, C], 'a c b'],
  ['what I deleted they changed', [A, B], [paragraph('a', 'a!'), B], [B], 'a! b'],
  ['what they deleted I changed', [A, B], [B], [paragraph('a', 'a!'), B], 'a! b'],
  ['what they deleted I moved', [A, B], [B], [B, A], 'b'],
  ['where I put something they deleted', [A], [], [paragraph('a', 'a', [B])], 'b'],
  ['into what I deleted they put something', [A], [paragraph('a', 'a', [B])], [], 'a(b)'],
  ['we put each into the other', [A, B], [paragraph('b', 'b', [A])], [paragraph('a', 'a', [B])], 'b(a)'],
]
for (const [name, base, theirs, mine, merged] of rebased) {
  test(`edits are carried over: ${name}`, () => {
    assert.equal(said(applyEdits(base, theirs, mine, difference(base, mine))), merged)
  })
}

test('whatever two people do, nothing that they wrote is lost', () => {
  fc.assert(
    fc.property(apiPages, randomEdits(3), randomEdits(3), (blocks, one, other) => {
      const base = readTree(blocks, examplePage)
      const [left, right] = [countingIds(500_000), countingIds(600_000)]
      const theirs = toBlocks(one(toDocument(base), left), { before: base, newId: left })
      const mine = toBlocks(other(toDocument(base), right), { before: base, newId: right })
      const merged = applyEdits(base, theirs, mine, difference(base, mine))
      const ids = new Set([...walk(merged)].map(({ block }) => block.id))
      assert.equal(ids.size, [...walk(merged)].length)
      const known = new Set([...walk(base)].map(({ block }) => block.id))
      const made = [...walk(theirs), ...walk(mine)].filter(({ block }) => !known.has(block.id))
      for (const { block } of made) {
        if (block.type !== 'table_row' && block.type !== 'column') assert.ok(ids.has(block.id), block.type)
      }
    }),
    { numRuns: 300 },
  )
})
