import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BlockObjectRequest, BlockObjectResponse } from '@notionhq/client'
import { Problem } from '../problem.ts'
import type { References, Resolved } from '../references.ts'
import { validate } from '../validation/validate.ts'
import type { Content, Typed } from './block-type.ts'
import {
  blockHasReferences,
  blockPlainText,
  childrenOf,
  collectBlockReferences,
  presentContent,
  readChange,
  updateContent,
} from './content.ts'
import { blockTypes } from './registry.ts'
import { BlockChangeRequest, BlocksRequest } from './request.ts'
import { storeBlocks } from './store.ts'

const id = '22222222-2222-4222-8222-222222222222'
const page: Typed = { type: 'child_page', content: {} }

const resolved: Resolved = {
  baseUrl: 'http://localhost:3000',
  user: (one) => ({ object: 'user', id: one, name: 'Ada' }),
  file: () => ({ url: 'http://127.0.0.1:3000/files/1/a.png', expiry_time: '2026-07-01T13:00:00.000Z' }),
  title: () => 'A page',
}

const plain = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
} as const
const text = (content: string) => ({ text: { content } })
const shownText = (content: string) => ({
  type: 'text' as const,
  text: { content, link: null },
  annotations: plain,
  plain_text: content,
  href: null,
})

/** The payload of a type in an answer, typed by the official client. */
type Payload<T extends BlockObjectResponse['type']> =
  Extract<BlockObjectResponse, { type: T }> extends infer Block ? Block[T & keyof Block] : never

interface RoundTrip {
  request: BlockObjectRequest
  type: string
  payload: unknown
  parent: Typed
}

const roundTrip = <T extends BlockObjectResponse['type']>(
  type: T,
  request: BlockObjectRequest,
  payload: Payload<T>,
  parent = page,
): RoundTrip => ({ type, request, payload, parent })

const url = 'https://example.com/files/robot'

/** What every type that can be made looks like when it is read, in the order of its keys. */
const roundTrips: RoundTrip[] = [
  roundTrip(
    'paragraph',
    { paragraph: { rich_text: [text('a')] } },
    { rich_text: [shownText('a')], icon: null, color: 'default' },
  ),
  roundTrip(
    'paragraph',
    { paragraph: { rich_text: [], color: 'red', icon: { emoji: '🎯' } } },
    { rich_text: [], icon: { type: 'emoji', emoji: '🎯' }, color: 'red' },
    { type: 'tab', content: {} },
  ),
  roundTrip(
    'heading_1',
    { heading_1: { rich_text: [text('a')] } },
    { rich_text: [shownText('a')], is_toggleable: false, color: 'default' },
  ),
  roundTrip(
    'heading_2',
    { heading_2: { rich_text: [], is_toggleable: true } },
    { rich_text: [], is_toggleable: true, color: 'default' },
  ),
  roundTrip(
    'heading_3',
    { heading_3: { rich_text: [], color: 'blue' } },
    { rich_text: [], is_toggleable: false, color: 'blue' },
  ),
  roundTrip(
    'heading_4',
    { heading_4: { rich_text: [] } },
    { rich_text: [], is_toggleable: false, color: 'default' },
  ),
  roundTrip(
    'bulleted_list_item',
    { bulleted_list_item: { rich_text: [text('a')] } },
    { rich_text: [shownText('a')], color: 'default' },
  ),
  roundTrip(
    'numbered_list_item',
    { numbered_list_item: { rich_text: [] } },
    { rich_text: [], color: 'default' },
  ),
  roundTrip(
    'numbered_list_item',
    // The client's types know these two only in answers.
    {
      numbered_list_item: { rich_text: [], list_format: 'roman', list_start_index: 3 },
    } as BlockObjectRequest,
    { rich_text: [], color: 'default', list_start_index: 3, list_format: 'roman' },
  ),
  roundTrip(
    'to_do',
    { to_do: { rich_text: [text('a')], checked: true } },
    { rich_text: [shownText('a')], checked: true, color: 'default' },
  ),
  roundTrip('toggle', { toggle: { rich_text: [] } }, { rich_text: [], color: 'default' }),
  roundTrip(
    'quote',
    { quote: { rich_text: [], color: 'gray_background' } },
    { rich_text: [], color: 'gray_background' },
  ),
  roundTrip(
    'callout',
    { callout: { rich_text: [] } },
    { rich_text: [], icon: { type: 'emoji', emoji: '💡' }, color: 'default' },
  ),
  roundTrip(
    'callout',
    { callout: { rich_text: [], icon: { icon: { name: 'pizza' } } } },
    { rich_text: [], icon: { type: 'icon', icon: { name: 'pizza', color: 'gray' } }, color: 'default' },
  ),
  roundTrip(
    'code',
    { code: { rich_text: [text('x')], language: 'java/c/c++/c#', caption: [text('c')] } },
    { caption: [shownText('c')], rich_text: [shownText('x')], language: 'java/c/c++/c#' },
  ),
  roundTrip('equation', { equation: { expression: 'x' } }, { expression: 'x' }),
  roundTrip('divider', { divider: {} }, {}),
  roundTrip('breadcrumb', { breadcrumb: {} }, {}),
  roundTrip('table_of_contents', { table_of_contents: {} }, { color: 'gray' }),
  roundTrip(
    'image',
    { image: { external: { url: `${url}.png` } } },
    { caption: [], type: 'external', external: { url: `${url}.png` } },
  ),
  roundTrip(
    'video',
    { video: { external: { url: 'https://www.youtube.com/watch?v=1' }, caption: [text('c')] } },
    { caption: [shownText('c')], type: 'external', external: { url: 'https://www.youtube.com/watch?v=1' } },
  ),
  roundTrip('audio', { audio: { external: { url } } }, { caption: [], type: 'external', external: { url } }),
  roundTrip(
    'pdf',
    { pdf: { type: 'external', external: { url } } },
    { caption: [], type: 'external', external: { url } },
  ),
  roundTrip(
    'file',
    { file: { external: { url: `${url}.txt?x=1` } } },
    { caption: [], type: 'external', external: { url: `${url}.txt?x=1` }, name: 'robot.txt' },
  ),
  roundTrip(
    'file',
    { file: { external: { url: `${url}.txt` }, name: 'my_robot' } },
    { caption: [], type: 'external', external: { url: `${url}.txt` }, name: 'my_robot.txt' },
  ),
  roundTrip('bookmark', { bookmark: { url, caption: [text('c')] } }, { caption: [shownText('c')], url }),
  roundTrip('embed', { embed: { url } }, { caption: [], url }),
  roundTrip(
    'link_to_page',
    { link_to_page: { page_id: id.replaceAll('-', '') } },
    { type: 'page_id', page_id: id },
  ),
  roundTrip('link_to_page', { link_to_page: { database_id: id } }, { type: 'database_id', database_id: id }),
  roundTrip(
    'link_to_page',
    { link_to_page: { type: 'comment_id', comment_id: id } },
    { type: 'comment_id', comment_id: id },
  ),
  roundTrip(
    'table',
    { table: { table_width: 1, has_row_header: true, children: [{ table_row: { cells: [[]] } }] } },
    { table_width: 1, has_column_header: false, has_row_header: true },
  ),
  roundTrip(
    'table_row',
    { table_row: { cells: [[text('a')], []] } },
    { cells: [[shownText('a')], []] },
    { type: 'table', content: { table_width: 2 } },
  ),
  roundTrip(
    'column_list',
    {
      column_list: {
        children: [{ column: { children: [{ divider: {} }] } }, { column: { children: [{ divider: {} }] } }],
      },
    },
    {},
  ),
  roundTrip('column', { column: { children: [] } }, {}, { type: 'column_list', content: {} }),
  roundTrip(
    'column',
    { column: { children: [], width_ratio: 0.25 } },
    { width_ratio: 0.25 },
    { type: 'column_list', content: {} },
  ),
  roundTrip('tab', { tab: { children: [{ paragraph: { rich_text: [text('Label')] } }] } }, {}),
  roundTrip('synced_block', { synced_block: { synced_from: null } }, { synced_from: null }),
  roundTrip(
    'synced_block',
    { synced_block: { synced_from: { block_id: id } } },
    { synced_from: { type: 'block_id', block_id: id } },
  ),
]

const store = (request: unknown, parent: Typed = page) =>
  storeBlocks(validate(BlocksRequest, [request], 'body'), parent)[0]!

for (const { type, request, payload, parent } of roundTrips) {
  const short = JSON.stringify(request).slice(0, 80)
  test(`${short} is read as the client expects it`, () => {
    const tree = store({ object: 'block', type, ...request }, parent)
    assert.equal(tree.type, type)
    assert.equal(JSON.stringify(presentContent(type, tree.content, resolved)), JSON.stringify(payload))
    assert.deepEqual(store(request, parent), tree, 'without its type the same')
  })
}

test('every type that can be made has been tried', () => {
  const tried = new Set(roundTrips.map(({ type }) => type))
  const makeable = [...blockTypes.values()].filter(({ store, type }) => store && type !== 'template')
  assert.deepEqual(
    makeable.map(({ type }) => type).filter((type) => !tried.has(type)),
    [],
  )
})

/** Types that only an answer has. */
const readOnly: { [T in BlockObjectResponse['type']]?: Payload<T> } = {
  link_preview: { url },
  child_page: { title: 'A page' },
  child_database: { title: '' },
  unsupported: { block_type: 'button' },
  template: { rich_text: [shownText('Old button')] },
  meeting_notes: { title: [shownText('Standup')], status: 'notes_ready', children: { notes_block_id: id } },
}

for (const [type, content] of Object.entries(readOnly)) {
  test(`a stored ${type} is answered as it is, and cannot be made`, () => {
    assert.equal(presentContent(type, content, resolved), content)
    assert.throws(() => store({ type, [type]: content }), Problem)
  })
}

test('every type of the official client is known', () => {
  const known = { ...readOnly, ...Object.fromEntries(roundTrips.map(({ type }) => [type, true])) }
  assert.deepEqual(Object.keys(known).toSorted(), [...blockTypes.keys()].toSorted())
})

const mention = { mention: { page: { id } } }

test('mentions are looked up in text, captions and cells', () => {
  const withMentions: [string, unknown, Typed][] = [
    ['quote', { quote: { rich_text: [text('see '), mention] } }, page],
    ['image', { image: { external: { url: `${url}.png` }, caption: [text('see '), mention] } }, page],
    [
      'table_row',
      { table_row: { cells: [[], [text('see '), mention]] } },
      { type: 'table', content: { table_width: 2 } },
    ],
  ]
  for (const [type, request, parent] of withMentions) {
    const { content } = store(request, parent)
    assert.equal(blockHasReferences(type, content), true)
    const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
    collectBlockReferences(type, content, references)
    assert.deepEqual([...references.pages], [id])
    const shown = JSON.stringify(presentContent(type, content, resolved))
    assert.match(shown, /"plain_text":"A page","href":"http:\/\/localhost:3000\/2{12}42228/)
    assert.equal(JSON.stringify(content).includes('A page'), false, 'what is stored stays as it is')
    assert.equal(blockPlainText(type, content, resolved), 'see A page')
  }
  assert.equal(blockHasReferences('divider', {}), false)
})

test('plain text is all that a reader reads', () => {
  const read = (request: unknown, parent?: Typed) => {
    const { type, content } = store(request, parent)
    return blockPlainText(type, content)
  }
  assert.equal(read({ equation: { expression: 'x^2' } }), 'x^2')
  assert.equal(
    read({ file: { external: { url: `${url}.txt` }, caption: [text('A robot')] } }),
    'A robot robot.txt',
  )
  assert.equal(
    read(
      { table_row: { cells: [[text('a')], [], [text('b')]] } },
      { type: 'table', content: { table_width: 3 } },
    ),
    'a b',
  )
  assert.equal(read({ divider: {} }), '')
  assert.equal(blockPlainText('child_page', { title: 'A page' }), 'A page')
})

test('what a block may hold follows from its type, and sometimes from its payload', () => {
  assert.equal(childrenOf({ type: 'heading_1', content: { is_toggleable: false } }), 'none')
  assert.equal(childrenOf({ type: 'heading_1', content: { is_toggleable: true } }), 'any')
  assert.equal(childrenOf({ type: 'synced_block', content: { synced_from: null } }), 'any')
  assert.equal(
    childrenOf({ type: 'synced_block', content: { synced_from: { type: 'block_id', block_id: id } } }),
    'none',
  )
  assert.deepEqual(childrenOf({ type: 'table', content: {} }), ['table_row'])
  assert.equal(childrenOf({ type: 'child_database', content: {} }), 'none')
})

function change(block: Typed, body: unknown, parent?: Typed): Content {
  const { content } = readChange(validate(BlockChangeRequest, body, 'body'), block.type)
  return content ? updateContent(block.type, block.content, content.payload, parent) : block.content
}

const changes: [string, unknown, unknown, Content, Typed?][] = [
  [
    'checking keeps the text',
    { to_do: { rich_text: [text('a')] } },
    { to_do: { checked: true } },
    { rich_text: [shownText('a')], checked: true, color: 'default' },
  ],
  [
    'new text replaces the old',
    { to_do: { rich_text: [text('a'), text('b')], color: 'red' } },
    { type: 'to_do', to_do: { rich_text: [text('c')], children: [] } },
    { rich_text: [shownText('c')], checked: false, color: 'red' },
  ],
  [
    'an icon that was cleared stays cleared',
    { callout: { rich_text: [], icon: null } },
    { callout: { color: 'blue' } },
    { rich_text: [], icon: null, color: 'blue' },
  ],
  [
    'a start index stays',
    { numbered_list_item: { rich_text: [], list_start_index: 3 } },
    { numbered_list_item: { color: 'blue' } },
    { rich_text: [], color: 'blue', list_start_index: 3 },
  ],
  [
    'a picture is replaced and its caption stays',
    { image: { external: { url: `${url}.png` }, caption: [text('c')] } },
    { image: { external: { url: `${url}.jpg` } } },
    { caption: [shownText('c')], type: 'external', external: { url: `${url}.jpg` } },
  ],
  [
    'a picture is replaced and says by what',
    { image: { external: { url: `${url}.png` } } },
    { image: { type: 'external', external: { url: `${url}.jpg` } } },
    { caption: [], type: 'external', external: { url: `${url}.jpg` } },
  ],
  [
    'a file is renamed and keeps its ending',
    { file: { external: { url: `${url}.txt` } } },
    { file: { name: 'my_robot' } },
    { caption: [], type: 'external', external: { url: `${url}.txt` }, name: 'my_robot.txt' },
  ],
  [
    'a table changes its headers only',
    { table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } },
    { table: { has_column_header: true } },
    { table_width: 1, has_column_header: true, has_row_header: false },
  ],
  [
    'a column gets a width',
    { column: {} },
    { column: { width_ratio: 0.5 } },
    { width_ratio: 0.5 },
    { type: 'column_list', content: {} },
  ],
  [
    'a link leads elsewhere',
    { link_to_page: { page_id: id } },
    { link_to_page: { database_id: id } },
    { type: 'database_id', database_id: id },
  ],
  ['a divider has nothing to change', { divider: {} }, { divider: {}, in_trash: false }, {}],
  [
    'the trash says nothing of the content',
    { equation: { expression: 'x' } },
    { in_trash: true },
    { expression: 'x' },
  ],
]

for (const [name, request, body, content, parent] of changes) {
  test(name, () =>
    assert.equal(JSON.stringify(change(store(request, parent), body)), JSON.stringify(content)),
  )
}

const refusedChanges: [string, unknown, unknown, string][] = [
  [
    'another type',
    { quote: { rich_text: [] } },
    { to_do: { checked: true } },
    'Expected block type quote in request body',
  ],
  [
    'the width of a table',
    { table: { table_width: 1, children: [{ table_row: { cells: [[]] } }] } },
    { table: { table_width: 3 } },
    'body failed validation: body.table.table_width should be not present, instead was `3`.',
  ],
  [
    'where a list begins',
    { numbered_list_item: { rich_text: [] } },
    { numbered_list_item: { list_start_index: 3 } },
    'body failed validation: body.numbered_list_item.list_start_index should be not present, instead was `3`.',
  ],
  [
    'children',
    { toggle: { rich_text: [] } },
    { toggle: { children: [{ divider: {} }] } },
    'body failed validation: body.toggle.children should be not present, instead was `[{"divider":{}}]`.',
  ],
  [
    'the kind of a file without the file',
    { image: { external: { url: `${url}.png` } } },
    { image: { type: 'external' } },
    'Content creation Failed. Fix the following: \nThe image block is said to show external, which is not given.',
  ],
  [
    'a picture into two at once',
    { image: { external: { url: `${url}.png` } } },
    { image: { external: { url: `${url}.png` }, file_upload: { id } } },
    'Content creation Failed. Fix the following: \nThe image block shows either external or file_upload, not both.',
  ],
  [
    'a paragraph outside of tabs into one with an icon',
    { paragraph: { rich_text: [] } },
    { paragraph: { icon: { emoji: '🎯' } } },
    'Content creation Failed. Fix the following: \nOnly a paragraph that is the label of a tab can have an icon.',
  ],
  [
    'the trash by something that is no truth value',
    { divider: {} },
    { in_trash: 'yes' },
    'body failed validation: body.in_trash should be a boolean or `undefined`, instead was `"yes"`.',
  ],
]

for (const [name, request, body, message] of refusedChanges) {
  test(`a change refuses ${name}`, () =>
    assert.throws(() => change(store(request), body, page), new Problem('invalid', message)))
}

test('a row keeps as many cells as its table is wide', () => {
  const table = { type: 'table', content: { table_width: 2 } }
  const row = store({ table_row: { cells: [[], []] } }, table)
  assert.throws(() => change(row, { table_row: { cells: [[]] } }, table), /must match the table width/)
  assert.deepEqual(change(row, { table_row: { cells: [[], [text('a')]] } }, table).cells, [
    [],
    [shownText('a')],
  ])
})
