import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MarkdownBlock } from './block.ts'
import { parseMarkdown } from './parse.ts'
import { renderMarkdown } from './render.ts'

const options = { baseUrl: 'http://octavo.test' }
const id = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const url = 'http://octavo.test/11111111111141118111111111111111'
const otherUrl = 'http://octavo.test/22222222222242228222222222222222'

const text = (content: string) => (content === '' ? [] : [{ type: 'text', text: { content } }])
const plain = (content: string, more = {}) => ({ rich_text: text(content), color: 'default', ...more })
const block = (type: string, payload: object, children?: MarkdownBlock[]): MarkdownBlock => ({
  type,
  [type]: payload,
  ...(children ? { children } : {}),
})
const paragraph = (content: string, children?: MarkdownBlock[]) =>
  block('paragraph', plain(content), children)

/** Each is written as the text and read from it again. */
const both: [string, MarkdownBlock[], string][] = [
  ['a paragraph', [paragraph('Hello from markdown.')], 'Hello from markdown.'],
  ['an empty page', [], ''],
  ['an empty paragraph', [paragraph('')], '<empty-block/>'],
  [
    'a coloured empty paragraph',
    [block('paragraph', { rich_text: [], color: 'red' })],
    '<empty-block color="red"/>',
  ],
  [
    'a coloured paragraph',
    [block('paragraph', plain('a', { color: 'blue_background' }))],
    'a {color="blue_bg"}',
  ],
  [
    'a paragraph with children',
    [paragraph('a', [paragraph('b', [paragraph('c')])]), paragraph('d')],
    'a\n\tb\n\t\tc\nd',
  ],
  [
    'two blocks, one line each',
    [block('heading_2', plain('New', { is_toggleable: false })), paragraph('b')],
    '## New\nb',
  ],
  ...[1, 2, 3, 4].map((level): [string, MarkdownBlock[], string] => [
    `a heading of level ${level}`,
    [block(`heading_${level}`, plain('H', { color: 'red', is_toggleable: false }))],
    `${'#'.repeat(level)} H {color="red"}`,
  ]),
  ['a heading without text', [block('heading_1', plain('', { is_toggleable: false }))], '#'],
  [
    'a toggle heading',
    [block('heading_3', plain('T', { color: 'red', is_toggleable: true }), [paragraph('in')])],
    '### T {toggle="true" color="red"}\n\tin',
  ],
  [
    'bulleted items',
    [
      block('bulleted_list_item', plain('a'), [block('bulleted_list_item', plain('b'))]),
      block('bulleted_list_item', plain('')),
    ],
    '- a\n\t- b\n-',
  ],
  [
    'a coloured item without text',
    [block('bulleted_list_item', plain('', { color: 'red' }))],
    '- {color="red"}',
  ],
  [
    'numbered items, numbered anew after something else and in each list',
    [
      block('numbered_list_item', plain('a'), [block('numbered_list_item', plain('b'))]),
      block('numbered_list_item', plain('c')),
      paragraph('x'),
      block('numbered_list_item', plain('d')),
    ],
    '1. a\n\t1. b\n2. c\nx\n1. d',
  ],
  [
    'tasks',
    [
      block('to_do', plain('a', { checked: false }), [paragraph('b')]),
      block('to_do', plain('', { checked: true })),
    ],
    '- [ ] a\n\tb\n- [x]',
  ],
  [
    'quotes',
    [block('quote', plain('a\nb'), [paragraph('c')]), block('quote', plain('d'))],
    '> a<br>b\n\tc\n> d',
  ],
  [
    'a toggle',
    [
      block('toggle', plain('T', { color: 'red' }), [paragraph('a', [paragraph('b')])]),
      block('toggle', plain('')),
    ],
    '<details color="red">\n<summary>T</summary>\n\ta\n\t\tb\n</details>\n<details>\n<summary></summary>\n</details>',
  ],
  [
    'a callout',
    [
      block('callout', plain('T', { color: 'blue_background', icon: { type: 'emoji', emoji: '🎯' } }), [
        paragraph('a'),
      ]),
    ],
    '<callout icon="🎯" color="blue_bg">\n\tT\n\ta\n</callout>',
  ],
  ['a callout without icon, text and children', [block('callout', plain(''))], '<callout>\n</callout>'],
  [
    'a callout with a paragraph that is not its text',
    [block('callout', plain(''), [paragraph('a')]), block('callout', plain(''), [block('divider', {})])],
    '<callout>\n\t<empty-block/>\n\ta\n</callout>\n<callout>\n\t---\n</callout>',
  ],
  [
    'icons',
    [
      block(
        'callout',
        plain('', { icon: { type: 'external', external: { url: 'https://x.test/i.png?a="1"' } } }),
      ),
      block('callout', plain('', { icon: { type: 'icon', icon: { name: 'arrow_up', color: 'lightgray' } } })),
    ],
    '<callout icon="https://x.test/i.png?a=&quot;1&quot;">\n</callout>\n<callout icon="icons/arrow_up_lightgray">\n</callout>',
  ],
  [
    'code, literally',
    [block('code', { rich_text: text('const a = "*"\n\n\tb ``'), language: 'typescript' })],
    '```typescript\nconst a = "*"\n\n\tb ``\n```',
  ],
  ['code without lines', [block('code', { rich_text: [], language: 'plain text' })], '```plain text\n```'],
  [
    'code with a fence in it, below an item',
    [
      block('bulleted_list_item', plain('a'), [
        block('code', { rich_text: text('```js\n\tx\n```'), language: 'markdown' }),
      ]),
    ],
    '- a\n\t````markdown\n\t```js\n\t\tx\n\t```\n\t````',
  ],
  ['an equation', [block('equation', { expression: '\\int_0^1\nx' })], '$$\n\\int_0^1\nx\n$$'],
  ['an equation with a fence in it', [block('equation', { expression: 'a\n$$' })], '$$$\na\n$$\n$$$'],
  ['a divider', [block('divider', {})], '---'],
  [
    'a table of contents',
    [block('table_of_contents', { color: 'gray' })],
    '<table_of_contents color="gray"/>',
  ],
  [
    'a table',
    [
      block('table', { table_width: 2, has_column_header: true, has_row_header: true }, [
        block('table_row', { cells: [text('A'), text('B|')] }),
        block('table_row', { cells: [text('c\nd'), []] }),
      ]),
    ],
    '<table header-row="true" header-column="true">\n<tr>\n<td>A</td>\n<td>B\\|</td>\n</tr>\n<tr>\n<td>c<br>d</td>\n<td></td>\n</tr>\n</table>',
  ],
  [
    'columns',
    [
      block('column_list', {}, [
        block('column', { width_ratio: 0.333 }, [paragraph('a')]),
        block('column', {}, [
          block('table', { table_width: 1, has_column_header: false, has_row_header: false }, [
            block('table_row', { cells: [text('b')] }),
          ]),
        ]),
      ]),
    ],
    '<columns>\n\t<column ratio="33.3">\n\t\ta\n\t</column>\n\t<column>\n\t\t<table>\n\t\t<tr>\n\t\t<td>b</td>\n\t\t</tr>\n\t\t</table>\n\t</column>\n</columns>',
  ],
  [
    'tabs, whose labels are their first lines',
    [
      block('tab', {}, [
        block('paragraph', plain('One', { icon: { type: 'emoji', emoji: '🎯' } }), [
          paragraph('a'),
          paragraph('b'),
        ]),
        paragraph(''),
      ]),
    ],
    '<tabs>\n\t<tab icon="🎯">\n\t\tOne\n\t\ta\n\t\tb\n\t</tab>\n\t<tab>\n\t\t<empty-block/>\n\t</tab>\n</tabs>',
  ],
  [
    'media',
    [
      block('image', {
        caption: text('a ]'),
        type: 'external',
        external: { url: 'https://x.test/a_(b).png' },
      }),
      block('image', { caption: [], type: 'external', external: { url: 'https://x.test/a b)' } }),
      block('video', { caption: text('v'), type: 'external', external: { url: 'https://x.test/v?a=1&b=2' } }),
      block('audio', { caption: [], type: 'external', external: { url: 'https://x.test/"' } }),
      block('pdf', { caption: text('p'), type: 'external', external: { url: 'https://x.test/p' } }),
      block('file', {
        caption: [],
        type: 'external',
        external: { url: 'https://x.test/f.txt' },
        name: 'other.txt',
      }),
      block('image', { caption: [], type: 'file_upload', file_upload: { id } }),
    ],
    '![a \\]](https://x.test/a_(b).png)\n![](<https://x.test/a b)>)\n<video src="https://x.test/v?a=1&b=2">v</video>\n' +
      '<audio src="https://x.test/&quot;"></audio>\n<pdf src="https://x.test/p">p</pdf>\n' +
      `<file src="https://x.test/f.txt" name="other.txt"></file>\n![](file-upload://${id})`,
  ],
  [
    'synced blocks and their copies',
    [
      { ...block('synced_block', { synced_from: null }, [paragraph('a')]), id },
      {
        type: 'synced_block',
        synced_block: { synced_from: { type: 'block_id', block_id: id } },
        mirrored: [paragraph('a')],
      },
      block('synced_block', { synced_from: null }, [paragraph('new')]),
    ],
    `<synced_block url="${url}">\n\ta\n</synced_block>\n<synced_block_reference url="${url}">\n\ta\n</synced_block_reference>\n` +
      '<synced_block>\n\tnew\n</synced_block>',
  ],
  [
    'child pages and databases',
    [
      { type: 'child_page', id, child_page: { title: 'A *b*' } },
      { type: 'child_database', id: other, child_database: { title: 'Tasks', is_inline: true } },
      { type: 'child_database', id, child_database: { title: '' } },
    ],
    `<page url="${url}">A \\*b\\*</page>\n<database url="${otherUrl}" inline="true">Tasks</database>\n<database url="${url}"></database>`,
  ],
  [
    'meeting notes',
    [
      block('meeting_notes', { title: text('Planning') }, [
        block('meeting_notes_summary', {}, [block('heading_3', plain('Next', { is_toggleable: false }))]),
        block('meeting_notes_notes', {}, [paragraph('mine')]),
        block('meeting_notes_transcript', {}, [paragraph('blah')]),
      ]),
    ],
    '<meeting-notes>\n\tPlanning\n\t<summary>\n\t\t### Next\n\t</summary>\n\t<notes>\n\t\tmine\n\t</notes>\n\t<transcript>\n\t\tblah\n\t</transcript>\n</meeting-notes>',
  ],
]

for (const [name, blocks, markdown] of both) {
  test(`${name} is written and read`, () => {
    assert.equal(renderMarkdown(blocks, options).markdown, markdown)
    assert.deepEqual(parseMarkdown(markdown, options), blocks)
  })
}

test('answers are written like requests', () => {
  const annotations = {
    bold: true,
    italic: false,
    strikethrough: false,
    underline: false,
    code: false,
    color: 'default',
  }
  const rich_text = [
    { type: 'text', text: { content: 'a', link: null }, annotations, plain_text: 'a', href: null },
    { type: 'text', text: { content: 'b', link: null }, annotations, plain_text: 'b', href: null },
  ]
  const answer = {
    object: 'block',
    id,
    has_children: false,
    type: 'quote',
    quote: { rich_text, color: 'default' },
  }
  assert.equal(renderMarkdown([answer], options).markdown, '> **ab**')
})

test('a type without a form is unknown, and its id is listed', () => {
  const blocks: MarkdownBlock[] = [
    { type: 'bookmark', id, bookmark: { url: 'https://x.test', caption: [] } },
    { type: 'unsupported', id: other, unsupported: { block_type: 'button' } },
    { type: '__proto__', id },
    { type: 'breadcrumb' },
  ]
  const { markdown, unknownBlockIds } = renderMarkdown(blocks, options)
  assert.equal(
    markdown,
    `<unknown url="${url}" alt="bookmark"/>\n<unknown url="${otherUrl}" alt="button"/>\n<unknown url="${url}" alt="__proto__"/>\n<unknown alt="breadcrumb"/>`,
  )
  assert.deepEqual(unknownBlockIds, [id, other, id])
  assert.deepEqual(parseMarkdown(markdown, options)[0], { type: 'unknown', id, unknown: { alt: 'bookmark' } })
})

test('blocks deeper than can be shown are unknown, however deep they lie', () => {
  let deep: MarkdownBlock = paragraph('bottom')
  for (let i = 0; i < 20_000; i++) deep = { ...paragraph('x', [deep]), id }
  const { markdown, unknownBlockIds } = renderMarkdown([deep], options)
  assert.equal(markdown.split('\n').length, 101)
  assert.deepEqual(unknownBlockIds, [id])
})

test('stored files are shown by their address, numbering ignores where a list begins', () => {
  const file = block('file', {
    caption: [],
    type: 'file',
    file: { url: 'https://s.test/f.pdf?x=1', expiry_time: '' },
    name: 'f.pdf',
  })
  const item = block('numbered_list_item', plain('a', { list_start_index: 7 }))
  assert.equal(
    renderMarkdown([file, item], options).markdown,
    '<file src="https://s.test/f.pdf?x=1"></file>\n1. a',
  )
})

test('payloads of other shapes than the API has give no error', () => {
  const odd = [
    null,
    7,
    'x',
    [],
    [null],
    { rich_text: 'x' },
    { rich_text: [null, 7, { mention: { user: 1 } }] },
    { cells: [1] },
  ]
  for (const payload of odd) {
    for (const type of [
      'paragraph',
      'table_row',
      'callout',
      'image',
      'code',
      'column',
      'synced_block',
      'child_page',
    ]) {
      renderMarkdown([{ type, [type]: payload }], options)
    }
  }
})
