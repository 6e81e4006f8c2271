import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../problem.ts'
import { StrictObject } from '../validation/schemas.ts'
import { type Sizes, validate } from '../validation/validate.ts'
import type { Typed } from './block-type.ts'
import { codeLanguages } from './code-languages.ts'
import { blockTypes } from './registry.ts'
import { BlockChangeRequest, BlocksRequest } from './request.ts'
import { type StoredBlockTree, storeBlocks } from './store.ts'

const page: Typed = { type: 'child_page', content: {} }
const Body = StrictObject({ children: BlocksRequest })

const append = (children: unknown, parent: Typed = page, sizes: Sizes = 'notion') =>
  storeBlocks(validate(Body, { children }, 'body', { sizes }).children, parent, { sizes })

const rich_text = [{ text: { content: 'x' } }]
const paragraph = (...children: unknown[]) => ({ paragraph: { rich_text, children } })
const toggle = (...children: unknown[]) => ({ toggle: { rich_text, children } })
const divider = { divider: {} }

const typesOf = (trees: readonly StoredBlockTree[]): unknown[] =>
  trees.map(({ type, children }) => (children.length > 0 ? [type, typesOf(children)] : type))

function nested(levels: number): unknown {
  let block: unknown = paragraph()
  for (let level = 0; level < levels; level++) block = paragraph(block)
  return block
}

const makeable = [...blockTypes.values()].filter(({ createRequest }) => createRequest).map(({ type }) => type)

const refusals: { name: string; children: unknown; parent?: Typed; message: string }[] = [
  {
    name: 'a block of no type, with all there are',
    children: [{ object: 'block', type: 'note', note: { rich_text } }],
    message: [
      'body failed validation. Fix one:',
      ...makeable.map((type) => `body.children[0].${type} should be defined, instead was \`undefined\`.`),
    ].join('\n'),
  },
  {
    name: 'a type without its payload',
    children: [{ type: 'paragraph' }],
    message: 'body failed validation: body.children[0].paragraph should be defined, instead was `undefined`.',
  },
  {
    name: 'a payload without its text',
    children: [{ callout: {} }],
    message:
      'body failed validation: body.children[0].callout.rich_text should be defined, instead was `undefined`.',
  },
  {
    name: 'text that is too long',
    children: [{ paragraph: { rich_text: [{ text: { content: 'x'.repeat(2001) } }] } }],
    message:
      'body failed validation: body.children[0].paragraph.rich_text[0].text.content.length should be ≤ `2000`, instead was `2001`.',
  },
  {
    name: 'too many runs',
    children: [{ paragraph: { rich_text: Array(129).fill(rich_text[0]) } }],
    message:
      'body failed validation: body.children[0].paragraph.rich_text.length should be ≤ `100`, instead was `129`.',
  },
  {
    name: 'too many blocks in a list',
    children: Array(101).fill(divider),
    message: 'body failed validation: body.children.length should be ≤ `100`, instead was `101`.',
  },
  {
    name: 'a third level',
    children: [toggle(toggle(toggle(toggle())))],
    message:
      'body failed validation: body.children[0].toggle.children[0].toggle.children[0].toggle.children should be not present, instead was `[{"toggle":{"rich_text":[{"text":{"content":"x"}}],"chi...`.',
  },
  {
    name: 'children beside the payload',
    children: [{ paragraph: { rich_text }, children: [] }],
    message: 'body failed validation: body.children[0].children should be not present, instead was `[]`.',
  },
  {
    name: 'no truth value',
    children: [{ to_do: { rich_text, checked: 'yes' } }],
    message:
      'body failed validation: body.children[0].to_do.checked should be a boolean or `undefined`, instead was `"yes"`.',
  },
  {
    name: 'a file in place of an address',
    children: [{ image: { type: 'file', file: { url: 'https://a.b/c.png' } } }],
    message: [
      'body failed validation. Fix one:',
      'body.children[0].image.external should be defined, instead was `undefined`.',
      'body.children[0].image.file_upload should be defined, instead was `undefined`.',
    ].join('\n'),
  },
  {
    name: 'an upload without an id of one',
    children: [{ pdf: { type: 'file_upload', file_upload: { id: 'x' } } }],
    message:
      'body failed validation: body.children[0].pdf.file_upload.id should be a valid uuid, instead was `"x"`.',
  },
  {
    name: 'a picture that is a page',
    children: [{ image: { external: { url: 'https://example.com/gallery/preview' } } }],
    message: 'Content creation Failed. Fix the following: \nInvalid image url.',
  },
  {
    name: 'a picture that is nowhere',
    children: [{ image: { external: { url: 'robot.png' } } }],
    message: 'Content creation Failed. Fix the following: \nInvalid image url.',
  },
  {
    name: 'a video that only plays on a page',
    children: [{ video: { external: { url: 'https://vimeo.com/1' } } }],
    message: 'Content creation Failed. Fix the following: \nInvalid video url.',
  },
  {
    name: 'a bookmark of nothing',
    children: [{ bookmark: { url: 'example' } }],
    message: 'Content creation Failed. Fix the following: \nInvalid bookmark url.',
  },
  {
    name: 'an empty address',
    children: [{ embed: { url: '' } }],
    message: 'body failed validation: body.children[0].embed.url should be populated, instead was `""`.',
  },
  {
    name: 'a language that there is not, with all there are',
    children: [{ code: { rich_text, language: 'klingon' } }],
    message: `body failed validation: body.children[0].code.language should be ${codeLanguages
      .slice(0, -1)
      .map((name) => `\`"${name}"\``)
      .join(', ')}, or \`"java/c/c++/c#"\`, instead was \`"klingon"\`.`,
  },
  {
    name: 'a table of no width',
    children: [{ table: { table_width: 0, children: [{ table_row: { cells: [[]] } }] } }],
    message: 'body failed validation: body.children[0].table.table_width should be ≥ `1`, instead was `0`.',
  },
  {
    name: 'a table without rows',
    children: [{ table: { table_width: 1, children: [] } }],
    message:
      'body failed validation: body.children[0].table.children.length should be ≥ `1`, instead was `0`.',
  },
  {
    name: 'a row of another width',
    children: [{ table: { table_width: 2, children: [{ table_row: { cells: [[]] } }] } }],
    message:
      'Content creation Failed. Fix the following: \nNumber of cells in table row must match the table width of the parent table',
  },
  {
    name: 'a row of another width in a table that is there',
    parent: { type: 'table', content: { table_width: 2 } },
    children: [{ table_row: { cells: [[], [], []] } }],
    message:
      'Content creation Failed. Fix the following: \nNumber of cells in table row must match the table width of the parent table',
  },
  {
    name: 'a row outside of tables',
    children: [{ table_row: { cells: [] } }],
    message:
      'Content creation Failed. Fix the following: \nA table_row block can only be put into a table block.',
  },
  {
    name: 'anything but rows in a table',
    parent: { type: 'table', content: { table_width: 2 } },
    children: [divider],
    message: 'Content creation Failed. Fix the following: \nA table block can only hold table_row blocks.',
  },
  {
    name: 'a single column',
    children: [{ column_list: { children: [{ column: { children: [divider] } }] } }],
    message:
      'body failed validation: body.children[0].column_list.children.length should be ≥ `2`, instead was `1`.',
  },
  {
    name: 'a column of a new list that does not say what it holds',
    children: [{ column_list: { children: [{ column: { children: [divider] } }, { column: {} }] } }],
    message:
      'body failed validation: body.children[0].column_list.children[1].column.children should be defined, instead was `undefined`.',
  },
  {
    name: 'a column that is too wide',
    parent: { type: 'column_list', content: {} },
    children: [{ column: { width_ratio: 1.5 } }],
    message:
      'body failed validation: body.children[0].column.width_ratio should be ≤ `1` or `undefined`, instead was `1.5`.',
  },
  {
    name: 'a column outside of a list',
    children: [{ column: { children: [] } }],
    message:
      'Content creation Failed. Fix the following: \nA column block can only be put into a column_list block.',
  },
  {
    name: 'anything but labels in a tab',
    parent: { type: 'tab', content: {} },
    children: [divider],
    message: 'Content creation Failed. Fix the following: \nA tab block can only hold paragraph blocks.',
  },
  {
    name: 'an icon where it is no label',
    children: [{ paragraph: { rich_text, icon: { emoji: '🎯' } } }],
    message:
      'Content creation Failed. Fix the following: \nOnly a paragraph that is the label of a tab can have an icon.',
  },
  {
    name: 'children of a heading that does not toggle',
    children: [{ heading_1: { rich_text, children: [divider] } }],
    message: 'Block does not support children',
  },
  {
    name: 'children of a synced copy',
    children: [
      {
        synced_block: {
          synced_from: { block_id: '22222222-2222-4222-8222-222222222222' },
          children: [divider],
        },
      },
    ],
    message: 'Block does not support children',
  },
  {
    name: 'children of a leaf, even none',
    parent: { type: 'divider', content: {} },
    children: [],
    message: 'Block does not support children',
  },
  {
    name: 'children of a database',
    parent: { type: 'child_database', content: {} },
    children: [divider],
    message: 'Block does not support children',
  },
  {
    name: 'a template',
    children: [{ template: { rich_text } }],
    message: 'Template blocks can no longer be created.',
  },
  {
    name: 'an emoji that is none',
    children: [{ callout: { rich_text, icon: { emoji: 'idea' } } }],
    message:
      'body failed validation: body.children[0].callout.icon.emoji should be a valid emoji, instead was `"idea"`.',
  },
]

for (const { name, children, parent, message } of refusals) {
  test(`refuses ${name}`, () => {
    assert.throws(() => append(children, parent), new Problem('invalid', message))
  })
}

test('stores two levels below the first, in order', () => {
  const trees = append([toggle(paragraph(divider, toggle()), divider), divider])
  assert.deepEqual(typesOf(trees), [['toggle', [['paragraph', ['divider', 'toggle']], 'divider']], 'divider'])
})

test('tables, columns and tabs bring their own kind of children', () => {
  const row = { table_row: { cells: [rich_text] } }
  const trees = append([
    { table: { table_width: 1, children: [row, row] } },
    {
      column_list: {
        children: [
          { column: { children: [toggle(divider)] } },
          { column: { children: [divider], width_ratio: 0.5 } },
        ],
      },
    },
    { tab: { children: [{ paragraph: { rich_text, icon: { emoji: '🎯' }, children: [divider] } }] } },
    {
      heading_2: {
        rich_text,
        is_toggleable: true,
        children: [{ table: { table_width: 1, children: [row] } }],
      },
    },
  ])
  assert.deepEqual(typesOf(trees), [
    ['table', ['table_row', 'table_row']],
    [
      'column_list',
      [
        ['column', [['toggle', ['divider']]]],
        ['column', ['divider']],
      ],
    ],
    ['tab', [['paragraph', ['divider']]]],
    ['heading_2', [['table', ['table_row']]]],
  ])
})

test('an empty column may join a list that is there', () => {
  assert.deepEqual(typesOf(append([{ column: { children: [] } }], { type: 'column_list', content: {} })), [
    'column',
  ])
})

test('an empty list of children says nothing', () => {
  assert.deepEqual(typesOf(append([toggle(toggle(toggle()))])), [['toggle', [['toggle', ['toggle']]]]])
  assert.deepEqual(typesOf(append([{ heading_1: { rich_text, children: [] } }])), ['heading_1'])
})

test('without size walls requests are as long, wide and deep as they like, up to a depth nobody needs', () => {
  const long = { paragraph: { rich_text: [{ text: { content: 'x'.repeat(5000) } }] } }
  assert.equal(append(Array(1500).fill(long), page, 'none').length, 1500)
  assert.equal(append([nested(100)], page, 'none').length, 1)
  const message = messageOf(() => append([nested(20_000)], page, 'none'))
  assert.match(
    message,
    /^body failed validation: body\.children\[0\]\.paragraph.*should be not present, instead was/,
  )
})

test('a request holds a thousand blocks at most, nested ones included', () => {
  const ninetyNine = toggle(...Array(99).fill(divider))
  assert.equal(append(Array(10).fill(ninetyNine)).length, 10)
  const message = messageOf(() => append([...Array(10).fill(ninetyNine), divider]))
  assert.equal(message, 'A request can hold at most 1000 blocks, nested ones included; this one holds 1001.')
})

function messageOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    assert.ok(error instanceof Problem, `${error}`)
    return error.message
  }
  return ''
}

test('no body makes checking and storing throw anything but a problem', () => {
  const key = fc.constantFrom(
    ...blockTypes.keys(),
    ...[
      'type',
      'object',
      'children',
      'rich_text',
      'text',
      'content',
      'mention',
      'equation',
      'expression',
      'link',
      'url',
    ],
    ...[
      'annotations',
      'color',
      'icon',
      'emoji',
      'external',
      'caption',
      'cells',
      'table_width',
      'synced_from',
      'date',
    ],
    ...[
      'user',
      'page',
      'id',
      'start',
      'end',
      'time_zone',
      'language',
      'name',
      'width_ratio',
      'is_toggleable',
      'in_trash',
    ],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '\ud800', ''],
  )
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(
      ...[...blockTypes.keys()],
      ...[
        'block',
        'x',
        '🎯',
        'https://example.com/a.png',
        '//',
        'http://',
        '\ud800',
        'UTC',
        '2022-01-01',
        '2022-01-01T10:00',
      ],
      ...['22222222-2222-4222-8222-222222222222', true, false, null, 0, 1, -1, 1e308, 0.5],
      ...[[], {}],
    ),
    fc.jsonValue({ maxDepth: 1 }),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 9, depthSize: 'large' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: false }),
    ),
  }))
  const parents = fc.constantFrom<Typed>(
    page,
    { type: 'table', content: { table_width: 1 } },
    { type: 'tab', content: {} },
  )
  fc.assert(
    fc.property(value, parents, fc.constantFrom<Sizes>('notion', 'none'), (children, parent, sizes) => {
      messageOf(() => append(children, parent, sizes))
      messageOf(() => append([children], parent, sizes))
      messageOf(() => validate(BlockChangeRequest, children, 'body', { sizes }))
    }),
    { numRuns: 500 },
  )
})

test('blocks made of the right parts are stored or refused for what they hold', () => {
  const runs = fc.array(
    fc.oneof(
      fc.record({
        text: fc.record({
          content: fc.string({ unit: 'binary' }),
          link: fc.option(fc.record({ url: fc.webUrl() })),
        }),
      }),
      fc.record({ equation: fc.record({ expression: fc.string() }) }),
      fc.record({
        mention: fc.record({
          date: fc.record({
            start: fc.constantFrom('2022-01-01', '2022-01-01T10:00', '2022-01-01T10:00+02:00'),
            end: fc.constantFrom(null, '2022-01-02', '2022-01-02T10:00Z'),
            time_zone: fc.constantFrom(null, 'Europe/Berlin'),
          }),
        }),
      }),
      fc.record({ mention: fc.record({ user: fc.record({ id: fc.uuid() }) }) }),
    ),
    { maxLength: 3 },
  )
  const { block } = fc.letrec((tie) => {
    const children = fc.array(tie('block'), { maxLength: 3 })
    const textual = fc.record({ rich_text: runs, children }, { requiredKeys: ['rich_text'] })
    return {
      block: fc.oneof(
        { depthSize: 'medium' },
        fc.record({ paragraph: textual }),
        fc.record({ divider: fc.constant({}) }),
        fc.record({
          code: fc.record({ rich_text: runs, language: fc.constantFrom(...codeLanguages, 'none') }),
        }),
        fc.record({ toggle: textual }),
        fc.record({ image: fc.record({ external: fc.record({ url: fc.webUrl() }), caption: runs }) }),
        fc.record({ heading_1: fc.record({ rich_text: runs, is_toggleable: fc.boolean(), children }) }),
        fc.record({
          table: fc.record({
            table_width: fc.integer({ min: 0, max: 3 }),
            children: fc.array(
              fc.record({ table_row: fc.record({ cells: fc.array(runs, { maxLength: 3 }) }) }),
            ),
          }),
        }),
        fc.record({
          column_list: fc.record({ children: fc.array(fc.record({ column: fc.record({ children }) })) }),
        }),
      ),
    }
  })
  fc.assert(
    fc.property(fc.array(block, { maxLength: 4 }), (children) => {
      messageOf(() => assert.equal(append(children, page, 'none').length, children.length))
    }),
  )
})
