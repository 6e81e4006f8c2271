import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blockTypes } from '#shared/blocks/registry.ts'
import type { DocumentBlock } from './document.ts'
import { answered, apiPages, everyType, exampleId, examplePage } from './example-page.ts'
import { fieldsOf } from './fields.ts'
import { holdsAny, mayHold } from './holds.ts'
import type { PageBlock } from './page-block.ts'
import { readTree } from './read-tree.ts'
import { toBlocks } from './to-blocks.ts'
import { toDocument } from './to-document.ts'

let last = 500_000
export const newId = () => exampleId(last++)
const back = (document: readonly DocumentBlock[], before: readonly PageBlock[] = []) =>
  toBlocks(document, { before, newId })

test('every page comes back from its document as it was', () => {
  fc.assert(
    fc.property(apiPages, (blocks) => {
      const page = readTree(blocks, examplePage)
      const document = toDocument(page)
      assert.deepEqual(back(document, page), page)
      assert.deepEqual(back(JSON.parse(JSON.stringify(document)), page), page)
    }),
    { numRuns: 300 },
  )
})

test('the examples are of every type that there is', () => {
  const inside = new Set(['table_row', 'column'])
  const missing = [...blockTypes.keys()].filter((type) => !everyType.includes(type) && !inside.has(type))
  assert.deepEqual(missing, [])
})

test('what may stand in what is what the server lets stand', () => {
  const contents = [{}, { is_toggleable: true }, { synced_from: null }, { synced_from: { block_id: 'x' } }]
  for (const { type, holds, standsIn } of blockTypes.values()) {
    // A page has its own editor, and notes of a meeting are left alone.
    if (type === 'child_page') continue
    for (const content of contents) {
      const held = holds(content)
      const holder = { type, payload: content }
      assert.equal(holdsAny(holder), held === 'any', type)
      if (Array.isArray(held)) for (const one of held) assert.equal(mayHold(holder, one), true)
    }
    assert.equal(mayHold(null, type), standsIn === undefined, type)
  }
})

test('what can be written is what the server takes', () => {
  for (const [type, fields] of Object.entries(fieldsOf)) {
    const { changeRequest, texts = {} } = blockTypes.get(type)!
    const texted = Object.keys(fields).filter(
      (key) => fields[key]!.kind === 'text' || fields[key]!.kind === 'cells',
    )
    assert.deepEqual(texted.sort(), Object.keys(texts).sort(), type)
    if (type === 'link_to_page') continue
    const { properties = {} } = (changeRequest ?? {}) as { properties?: Record<string, unknown> }
    // `type` names which of the others is given.
    const own = Object.keys(properties).filter((key) => !['children', 'file_upload', 'type'].includes(key))
    const changed = Object.keys(fields).filter((key) => !fields[key]!.isFixed && key !== 'file_upload')
    if (type !== 'synced_block') assert.deepEqual(changed.sort(), own.sort(), type)
  }
})

const paragraph = (id: string, text: string, children: DocumentBlock[] = []): DocumentBlock => ({
  id,
  type: 'paragraph',
  props: {},
  content: text === '' ? [] : [{ type: 'text', text, styles: {} }],
  children,
})
const block = (id: string, type: string, children: DocumentBlock[] = [], props = {}): DocumentBlock => ({
  id,
  type,
  props,
  children,
})
const shape = (blocks: readonly PageBlock[]): string =>
  blocks.map(({ type, children }) => (children.length > 0 ? `${type}(${shape(children)})` : type)).join(' ')

const shapes: [name: string, document: DocumentBlock[], shape: string][] = [
  [
    'an empty last paragraph is only a place to write',
    [paragraph('1', 'x'), paragraph('2', '')],
    'paragraph',
  ],
  ['an empty paragraph elsewhere is one', [paragraph('1', ''), paragraph('2', 'x')], 'paragraph paragraph'],
  ['an image that shows nothing yet is not there', [block('1', 'image', [], { url: '' })], ''],
  ['what it holds is', [block('1', 'image', [paragraph('2', 'x')], { url: '' })], 'paragraph'],
  ['a divider holds nothing', [block('1', 'divider', [paragraph('2', 'x')])], 'divider paragraph'],
  [
    'a heading holds something when it is a toggle',
    [
      block('1', 'heading', [paragraph('2', 'x')], { level: 2 }),
      block('3', 'heading', [paragraph('4', 'x')], { level: 1, isToggleable: true }),
    ],
    'heading_2 paragraph heading_1(paragraph)',
  ],
  [
    'what is loose among columns gets its own',
    [block('1', 'column_list', [block('2', 'column', [paragraph('3', 'x')]), paragraph('4', 'y')])],
    'column_list(column(paragraph) column(paragraph))',
  ],
  ['a loose column gives up what it holds', [block('1', 'column', [paragraph('2', 'x')])], 'paragraph'],
  [
    'a tab holds labels',
    [block('1', 'tab', [paragraph('2', 'x'), block('3', 'divider')])],
    'tab(paragraph) divider',
  ],
]
for (const [name, document, expected] of shapes) {
  test(name, () => {
    const blocks = back(document)
    assert.equal(shape(blocks), expected)
    assert.equal(shape(back(toDocument(blocks), blocks)), expected)
  })
}

test('a copy of what there cannot be two of leads to it', () => {
  const trees = [
    { type: 'child_page', content: { title: 'Plans' }, children: [] },
    { type: 'link_preview', content: { url: 'https://example.com/' }, children: [] },
    { type: 'unsupported', content: { block_type: 'button' }, children: [] },
  ]
  const page = readTree(answered(trees), examplePage)
  const copies = toDocument(page).map((one) => ({ ...one, id: newId() }))
  assert.deepEqual(
    back([...toDocument(page), ...copies], page).map(({ type, payload }) => [type, payload]),
    [
      ['child_page', {}],
      ['link_preview', {}],
      ['unsupported', {}],
      ['link_to_page', { page_id: page[0]!.id }],
      ['bookmark', { caption: [], url: 'https://example.com/' }],
    ],
  )
})

test('a mention that nobody can write back keeps its block as it is', () => {
  const mention = { type: 'link_mention', link_mention: { href: 'https://example.com/' } }
  const run = { type: 'mention', mention, annotations: {}, plain_text: 'x', href: null }
  const content = { rich_text: [run], color: 'default', icon: null }
  const inner = { type: 'divider', content: {}, children: [] }
  const page = readTree(answered([{ type: 'paragraph', content, children: [inner] }]), examplePage)
  const document = toDocument(page)
  assert.deepEqual([document[0]!.type, document[0]!.children[0]!.type], ['kept', 'divider'])
  assert.deepEqual(back(document, page), page)
})
