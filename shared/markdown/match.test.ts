import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fields, MarkdownBlock } from './block.ts'
import { customEmojisIn } from './custom-emojis.ts'
import { deletionRefusal, matchBlocks, type PlanItem } from './match.ts'
import { parseMarkdown } from './parse.ts'
import { renderMarkdown } from './render.ts'

const options = { baseUrl: 'http://octavo.test' }
const idOf = (name: string | number) => `00000000-0000-4000-8000-${String(name).padStart(12, '0')}`
const addressOf = (name: string | number) => `http://octavo.test/${idOf(name).replaceAll('-', '')}`

/** What was read from text, with ids 1, 2, 3 … in the order of the lines. */
function stored(markdown: string): MarkdownBlock[] {
  let last = 0
  const number = (block: MarkdownBlock): MarkdownBlock => {
    const id = block.id ?? idOf(++last)
    return { ...block, id, ...(block.children ? { children: block.children.map(number) } : {}) }
  }
  return parseMarkdown(markdown, options).map(number)
}

const plan = (before: string | MarkdownBlock[], after: string) =>
  matchBlocks(typeof before === 'string' ? stored(before) : before, parseMarkdown(after, options), options)

/** `1` kept, `1!` updated, `+type` created, `>` moved, with what is done inside. */
function brief(items: PlanItem[]): string {
  return items
    .map((item) => {
      const inside =
        item.children && item.children.length > 0
          ? `(${brief(item.children)})`
          : item.children && item.op !== 'create'
            ? '()'
            : ''
      if (item.op === 'create') return `+${item.block.type}${inside}`
      const name = Number(item.id.slice(-12))
      return `${item.moved ? '>' : ''}${name}${item.op === 'update' ? '!' : ''}${inside}`
    })
    .join(' ')
}

const deleted = (ids: string[]) => ids.map((id) => Number(id.slice(-12)))

const edits: [string, string, string, string, number[]][] = [
  ['nothing', 'a\n- b\n\t- c', 'a\n- b\n\t- c', '1 2', []],
  ['the form of the text only', 'a\n- b\n\t- c', 'a\n\n* b\n  * c\n', '1 2', []],
  ['one of ten', 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj', 'a\nb\nc\nd\nx\nf\ng\nh\ni\nj', '1 2 3 4 5! 6 7 8 9 10', []],
  ['a new block', 'a\nb', 'a\nx\nb', '1 +paragraph 2', []],
  ['a block left out', 'a\nb\nc', 'a\nc', '1 3', [2]],
  ['another type', 'a\nb', 'a\n# b', '1 +heading_1', [2]],
  ['the block that is more alike', 'first line of text\nsecond one', 'second one!', '2!', [1]],
  ['a change deep inside', '- a\n\t- b\n\t\t- c\n- d', '- a\n\t- b\n\t\t- x\n- d', '1(2(3!)) 4', []],
  ['a block and what lies in it', '- a\n\t- b', '- x\n\t- y', '1!(2!)', []],
  ['a block alone', '- a\n\t- b', '- x\n\t- b', '1!', []],
  ['the last child', '- a\n\t- b', '- a', '1()', [2]],
  ['the first child', '- a', '- a\n\t- b', '1(+bulleted_list_item)', []],
  ['a cell', '| a | b |\n|---|---|\n| c | d |', '| a | b |\n|---|---|\n| c | x |', '1(2 3!)', []],
  ['a row', '| a |\n|---|\n| b |', '| a |\n|---|\n| x |\n| b |', '1(2 +table_row 3)', []],
  ['the width of a table', '| a |\n|---|', '| a | b |\n|---|---|', '+table(+table_row)', [1]],
  [
    'a column',
    '<columns>\n<column>\na\n</column>\n<column>\nb\n</column>\n</columns>',
    '<columns>\n<column ratio="30">\na\n</column>\n<column>\nx\n</column>\n</columns>',
    '1(2! 4(5!))',
    [],
  ],
  ['a block put into a new one', 'a', '- x\n\ta', '+bulleted_list_item(+paragraph)', [1]],
  ['repetitions', 'a\na\na', 'a\na', '1 2', [3]],
]

for (const [name, before, after, expected, gone] of edits) {
  test(`changing ${name}`, () => {
    const { items, deleted: ids, changed } = plan(before, after)
    assert.equal(brief(items), expected)
    assert.deepEqual(deleted(ids), gone)
    assert.equal(
      changed,
      expected.includes('!') || expected.includes('+') || expected.includes('(') || gone.length > 0,
    )
  })
}

test('an update says all that markdown can say of the block, and no more', () => {
  const payloadOf = (before: MarkdownBlock, after: string): Fields | undefined => {
    const [item] = matchBlocks([{ ...before, id: idOf(1) }], parseMarkdown(after, options), options).items
    return item?.op === 'update' ? item.payload : undefined
  }
  const rich_text = [{ type: 'text', text: { content: 'a' } }]
  const text = (content: string) => [{ type: 'text', text: { content } }]
  assert.deepEqual(payloadOf({ type: 'quote', quote: { rich_text, color: 'red' } }, '> a'), {
    rich_text,
    color: 'default',
  })
  const code = { rich_text, language: 'javascript', caption: text('kept') }
  assert.deepEqual(payloadOf({ type: 'code', code }, '```ts\nb\n```'), {
    rich_text: text('b'),
    language: 'typescript',
  })
  const callout = { rich_text, color: 'default', icon: { type: 'emoji', emoji: '🎯' } }
  assert.deepEqual(payloadOf({ type: 'callout', callout }, '<callout>\na\n</callout>'), {
    rich_text,
    color: 'default',
    icon: null,
  })
  const video = { caption: [], type: 'external', external: { url: 'https://x.test/v' } }
  const address = 'https://x.test/v'
  assert.deepEqual(payloadOf({ type: 'video', video }, `<video src="${address}">a</video>`), {
    caption: text('a'),
  })
  assert.deepEqual(payloadOf({ type: 'video', video }, `<video src="${address}2"></video>`), {
    caption: [],
    external: { url: `${address}2` },
  })
  const table = { table_width: 1, has_column_header: true, has_row_header: false }
  assert.deepEqual(payloadOf({ type: 'table', table }, '<table>\n<tr>\n<td>a</td>\n</tr>\n</table>'), {
    has_column_header: false,
    has_row_header: false,
  })
})

test('a stored file stays whatever its signature, also under another caption or at another place', () => {
  const file = (query: string): MarkdownBlock => ({
    type: 'image',
    id: idOf(1),
    image: { caption: [], type: 'file', file: { url: `https://s.test/f.png?${query}`, expiry_time: '' } },
  })
  const shown = renderMarkdown([file('sig=old')], options).markdown
  assert.equal(plan([file('sig=new')], shown).changed, false)
  const [captioned] = plan([file('sig=new')], '![b](https://s.test/f.png?sig=old)').items
  assert.deepEqual(captioned, {
    op: 'update',
    id: idOf(1),
    type: 'image',
    payload: { caption: [{ type: 'text', text: { content: 'b' } }] },
  })
  const { items } = plan([file('sig=new')], `${shown}\n- a\n\t${shown}`)
  const [, item] = items
  const [copy] = item?.children ?? []
  assert.equal(copy?.op === 'create' && copy.fileOf, idOf(1))
})

test('unknown blocks, pages and databases stay while they are named, wherever that is', () => {
  const before: MarkdownBlock[] = [
    { type: 'bookmark', id: idOf(1), bookmark: { url: 'https://x.test', caption: [] } },
    { type: 'child_page', id: idOf(2), child_page: { title: 'P' } },
    { type: 'child_database', id: idOf(3), child_database: { title: 'D', is_inline: true } },
    {
      type: 'paragraph',
      id: idOf(4),
      paragraph: { rich_text: [] },
      children: [{ type: 'embed', id: idOf(5), embed: { url: 'u' } }],
    },
  ]
  const lines = renderMarkdown(before, options).markdown
  assert.equal(plan(before, lines).changed, false)
  assert.equal(plan(before, lines.replace('>P<', '>Other name<').replace('inline="true"', '')).changed, false)
  const moved = plan(
    before,
    `- new\n\t<page url="${addressOf(2)}"/>\n<database url="${addressOf(3)}"/>\n<unknown url="${addressOf(5)}"/>`,
  )
  assert.equal(brief(moved.items), '+bulleted_list_item(>2) 3 >5')
  assert.deepEqual(deleted(moved.deleted), [1, 4])
  assert.deepEqual(moved.deletedPages, [])
})

test('pages that go are named, however deep they lie', () => {
  const before: MarkdownBlock[] = [
    { type: 'child_page', id: idOf(1), child_page: { title: 'One' } },
    {
      type: 'toggle',
      id: idOf(2),
      toggle: { rich_text: [] },
      children: [{ type: 'child_database', id: idOf(3), child_database: { title: 'Two' } }],
    },
  ]
  const all = plan(before, 'x')
  assert.deepEqual(all.deletedPages, [
    { id: idOf(1), type: 'child_page', title: 'One' },
    { id: idOf(3), type: 'child_database', title: 'Two' },
  ])
  assert.equal(
    deletionRefusal(all),
    'This operation would delete 2 child page(s) or database(s): page: "One", database: "Two"',
  )
  assert.equal(deletionRefusal(plan(before, renderMarkdown(before, options).markdown)), undefined)
})

test('names of what is not here, or is here already, are strangers', () => {
  const before = stored(`<page url="${addressOf(1)}">P</page>`)
  const page = `<page url="${addressOf(1)}">P</page>`
  const { strangers, items } = plan(
    before,
    `${page}\n${page}\n<page url="${addressOf(9)}"/>\n<unknown alt="x"/>\n<unknown url="${addressOf(1)}"/>`,
  )
  assert.deepEqual(
    strangers.map(({ type, id }) => [type, id]),
    [
      ['child_page', idOf(1)],
      ['child_page', idOf(9)],
      ['unknown', undefined],
      ['unknown', idOf(1)],
    ],
  )
  assert.equal(brief(items), '1 +child_page +child_page +unknown +unknown')
})

test('synced blocks keep their id by their address, copies hold nothing of their own', () => {
  const before: MarkdownBlock[] = [
    {
      type: 'synced_block',
      id: idOf(1),
      synced_block: { synced_from: null },
      children: stored('a').map((block) => ({ ...block, id: idOf(2) })),
    },
    {
      type: 'synced_block',
      id: idOf(3),
      synced_block: { synced_from: { type: 'block_id', block_id: idOf(1) } },
      children: stored('a'),
    },
  ]
  const lines = renderMarkdown(before, options).markdown
  assert.equal(plan(before, lines).changed, false)
  const edited = lines.replace('\ta', '\tx')
  assert.equal(brief(plan(before, edited).items), '1(2!) 3')
  const swapped = lines.split('\n')
  assert.equal(brief(plan(before, [...swapped.slice(3), ...swapped.slice(0, 3)].join('\n')).items), '3 >1')
  assert.equal(brief(plan(before, lines.replaceAll(addressOf(1), addressOf(8))).items), '1 +synced_block')
})

test('a section of meeting notes that was not shown stays', () => {
  const notes = (inner: string) => `<meeting-notes>\n${inner}</meeting-notes>`
  const before = stored(
    notes('<summary>\ns\n</summary>\n<notes>\nn\n</notes>\n<transcript>\nt\n</transcript>\n'),
  )
  assert.equal(plan(before, notes('<summary>\ns\n</summary>\n<notes>\nn\n</notes>\n')).changed, false)
  const edited = plan(before, notes('<notes>\nx\n</notes>\n'))
  assert.equal(brief(edited.items), '1(2 4(5!) 6)')
  assert.deepEqual(edited.deleted, [])
})

test('custom emojis keep their ids when their names are known', () => {
  const emoji = { id: idOf(7), name: 'blob', url: 'u' }
  const rich_text = [
    { type: 'mention', mention: { type: 'custom_emoji', custom_emoji: emoji } },
    { type: 'text', text: { content: ' a' } },
  ]
  const before = [{ type: 'quote', id: idOf(1), quote: { rich_text, color: 'default' } }]
  const known = customEmojisIn(before)
  const customEmoji = (name: string) => known.get(name)
  const after = parseMarkdown('> :blob: a', { ...options, customEmoji })
  assert.equal(matchBlocks(before, after, options).changed, false)
})

test('thousands of blocks are matched in their order', () => {
  const lines = Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? 'same' : `line ${i}`))
  const before = stored(lines.join('\n'))
  const after = lines.filter((_, i) => i % 10 !== 7).map((line, i) => (i === 2000 ? 'changed' : line))
  const { items, deleted: ids } = plan(before, after.join('\n'))
  assert.equal(items.filter(({ op }) => op === 'keep').length, after.length - 1)
  assert.deepEqual([ids.length, items.filter(({ op }) => op === 'create').length], [500, 0])
})
