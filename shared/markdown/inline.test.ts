import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fields } from './block.ts'
import { parseInline, parseInlineLines } from './inline-parse.ts'
import { renderInline } from './inline-render.ts'

const emoji = { id: 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee', name: 'blob' }
const options = {
  baseUrl: 'http://octavo.test',
  labels: true,
  customEmoji: (name: string) => (name === emoji.name ? emoji.id : undefined),
}
const id = '11111111-1111-4111-8111-111111111111'
const url = 'http://octavo.test/11111111111141118111111111111111'

const none = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}
const text = (content: string, looks: object = {}, link?: string): Fields => ({
  type: 'text',
  text: { content, ...(link === undefined ? {} : { link: { url: link } }) },
  ...(Object.keys(looks).length === 0 ? {} : { annotations: { ...none, ...looks } }),
})
const mention = (payload: object, more: object = {}): Fields => ({
  type: 'mention',
  mention: payload,
  ...more,
})
const date = (start: string, end: string | null = null, time_zone: string | null = null) =>
  mention({ type: 'date', date: { start, end, time_zone } })

const both: [string, Fields[], string][] = [
  ['every special character', [text('\\*~`$[]<>{}|^')], '\\\\\\*\\~\\`\\$\\[\\]\\<\\>\\{\\}\\|\\^'],
  ['what is not special', [text('snake_case & "it\'s" 50% #1 a-b')], 'snake_case & "it\'s" 50% #1 a-b'],
  ['line breaks', [text('a\nb')], 'a<br>b'],
  [
    'bold, italic, strikethrough',
    [
      text('a', { bold: true }),
      text(' '),
      text('b', { italic: true }),
      text(' '),
      text('c', { strikethrough: true }),
    ],
    '**a** *b* ~~c~~',
  ],
  ['bold and italic', [text('a', { bold: true, italic: true })], '***a***'],
  [
    'italic in bold',
    [text('a ', { bold: true }), text('b', { bold: true, italic: true }), text(' c', { bold: true })],
    '**a *b* c**',
  ],
  ['bold in italic', [text('a ', { italic: true }), text('b', { bold: true, italic: true })], '*a **b***'],
  ['bold before italic without space', [text('a', { bold: true }), text('b', { italic: true })], '**a***b*'],
  ['italic before bold without space', [text('a', { italic: true }), text('b', { bold: true })], '*a***b**'],
  ['bold up to a sign of punctuation', [text('决定：', { bold: true }), text('直接')], '**决定：**直接'],
  ['code', [text('a*b {c}', { code: true })], '`a*b {c}`'],
  ['code with backticks', [text('a`b', { code: true })], '``a`b``'],
  ['code that begins with a backtick', [text('`a', { code: true })], '`` `a ``'],
  ['code between spaces', [text(' a ', { code: true })], '`  a  `'],
  ['code of two lines', [text('a\nb', { code: true })], '`a<br>b`'],
  ['code about line breaks', [text('<br>', { code: true })], '<span code="true">\\<br\\></span>'],
  ['bold code', [text('a', { bold: true, code: true })], '**`a`**'],
  ['underline', [text('a', { underline: true })], '<span underline="true">a</span>'],
  [
    'colours',
    [text('a', { color: 'red' }), text('b', { color: 'red_background' })],
    '<span color="red">a</span><span color="red_bg">b</span>',
  ],
  [
    'underline and colour',
    [text('a', { underline: true, color: 'red' })],
    '<span underline="true" color="red">a</span>',
  ],
  ['colour around bold', [text('a', { bold: true, color: 'red' })], '<span color="red">**a**</span>'],
  [
    'strikethrough of white space',
    [text(' a', { strikethrough: true })],
    '<span strikethrough="true"> a</span>',
  ],
  ['a link', [text('a', {}, 'https://x.test')], '[a](https://x.test)'],
  ['a link with parentheses', [text('a', {}, 'https://x.test/b_(c)')], '[a](https://x.test/b_(c))'],
  [
    'a link with spaces and half a parenthesis',
    [text('a', {}, 'x y)<&quot;>\\')],
    '[a](<x y)\\<&amp;quot;\\>\\\\>)',
  ],
  ['bold within a link', [text('a', {}, 'u'), text('b', { bold: true }, 'u')], '[a**b**](u)'],
  ['a bold link', [text('a', { bold: true }, 'u')], '**[a](u)**'],
  ['a link in bold', [text('a ', { bold: true }), text('b', { bold: true }, 'u')], '**a [b](u)**'],
  ['brackets within a link', [text('[a]', {}, 'u')], '[\\[a\\]](u)'],
  ['an exclamation mark before a link', [text('a!'), text('b', {}, 'u')], 'a\\![b](u)'],
  ['an equation', [{ type: 'equation', equation: { expression: 'x_1 $ \\{' } }], '$`x_1 $ \\{`$'],
  [
    'an equation that no dollars can hold',
    [{ type: 'equation', equation: { expression: 'a`$\n"' } }],
    '<equation expression="a`$&#10;&quot;"/>',
  ],
  [
    'a coloured equation',
    [{ type: 'equation', equation: { expression: 'x' }, annotations: { ...none, color: 'red' } }],
    '<span color="red">$`x`$</span>',
  ],
  [
    'a user',
    [mention({ type: 'user', user: { id } }, { plain_text: '@Ada <L>' })],
    `<mention-user url="${url}">Ada \\<L\\></mention-user>`,
  ],
  ['a user without a name', [mention({ type: 'user', user: { id } })], `<mention-user url="${url}"/>`],
  [
    'a page',
    [mention({ type: 'page', page: { id } }, { plain_text: 'Plan' })],
    `<mention-page url="${url}">Plan</mention-page>`,
  ],
  [
    'a database',
    [mention({ type: 'database', database: { id } }, { plain_text: 'T\nU' })],
    `<mention-database url="${url}">T<br>U</mention-database>`,
  ],
  [
    'a bold mention',
    [mention({ type: 'page', page: { id } }, { annotations: { ...none, bold: true } })],
    `**<mention-page url="${url}"/>**`,
  ],
  ['a day', [date('2026-01-02')], '<mention-date start="2026-01-02"/>'],
  ['days', [date('2026-01-02', '2026-02-03')], '<mention-date start="2026-01-02" end="2026-02-03"/>'],
  [
    'a moment',
    [date('2026-01-02T10:30:00.000-04:00')],
    '<mention-date start="2026-01-02" startTime="10:30" timeZone="-04:00"/>',
  ],
  [
    'a moment in UTC',
    [date('2026-01-02T10:30:00.000+00:00')],
    '<mention-date start="2026-01-02" startTime="10:30" timeZone="UTC"/>',
  ],
  [
    'moments',
    [date('2026-01-02T10:30:00.000+02:00', '2026-01-03T11:00:00.000+02:00')],
    '<mention-date start="2026-01-02" startTime="10:30" end="2026-01-03" endTime="11:00" timeZone="+02:00"/>',
  ],
  [
    'a moment in a zone',
    [date('2026-01-02T10:30:00', null, 'Europe/Berlin')],
    '<mention-date start="2026-01-02" startTime="10:30" timeZone="Europe/Berlin"/>',
  ],
  [
    'moments with two offsets',
    [date('2026-03-28T10:00:00.000+01:00', '2026-03-30T10:00:00.000+02:00')],
    '<mention-date start="2026-03-28T10:00:00.000+01:00" end="2026-03-30T10:00:00.000+02:00"/>',
  ],
  [
    'today',
    [
      mention({
        type: 'template_mention',
        template_mention: { type: 'template_mention_date', template_mention_date: 'today' },
      }),
    ],
    '<mention-date start="today"/>',
  ],
  [
    'me',
    [
      mention({
        type: 'template_mention',
        template_mention: { type: 'template_mention_user', template_mention_user: 'me' },
      }),
    ],
    '<mention-user url="me"/>',
  ],
  ['a custom emoji', [text('a '), mention({ type: 'custom_emoji', custom_emoji: emoji })], 'a :blob:'],
  [
    'a custom emoji behind a letter',
    [text('a'), mention({ type: 'custom_emoji', custom_emoji: emoji })],
    'a<mention-custom-emoji url="http://octavo.test/eeeeeeeeeeee4eee8eeeeeeeeeeeeeee">blob</mention-custom-emoji>',
  ],
  [
    'text like a custom emoji',
    [text('a :blob: 12:30:45 std::x::y :no')],
    'a \\:blob: 12:30:45 std::x::y :no',
  ],
]

for (const [name, richText, markdown] of both) {
  test(`${name}: written and read`, () => {
    assert.equal(renderInline(richText, options), markdown)
    assert.deepEqual(parseInline(markdown, options), richText)
  })
}

const written: [string, Fields[], string][] = [
  [
    'white space at the ends of bold text stands outside',
    [text('a '), text(' b ', { bold: true }), text('c')],
    'a  **b** c',
  ],
  [
    'marks that overlap lie in each other',
    [text('a', { bold: true }), text('b', { bold: true, italic: true }), text('c', { italic: true })],
    '**a*b****c*',
  ],
  [
    'a link preview is a link',
    [mention({ type: 'link_preview', link_preview: { url: 'u' } }, { plain_text: 'u', href: 'u' })],
    '[u](u)',
  ],
  [
    'a hidden user',
    [mention({ type: 'user', user: { object: 'user', id } }, { plain_text: '@Anonymous' })],
    `<mention-user url="${url}">Anonymous</mention-user>`,
  ],
  ['empty texts are left out', [text('')], ''],
]

for (const [name, richText, markdown] of written) {
  test(name, () => assert.equal(renderInline(richText, options), markdown))
}

test('overlapping marks are read back', () => {
  assert.deepEqual(parseInline('**a*b****c*', options), [
    text('a', { bold: true }),
    text('b', { bold: true, italic: true }),
    text('c', { italic: true }),
  ])
})

const read: [string, string, Fields[]][] = [
  ['lone asterisks are text', '2 * 3 * 4 ** 5', [text('2 * 3 * 4 ** 5')]],
  ['emphasis without an end is text', '**a *b', [text('**a *b')]],
  ['underscores are text', '_a_ __b__', [text('_a_ __b__')]],
  ['an end of emphasis behind white space is none', '**a ** b', [text('**a ** b')]],
  [
    'dollars around an expression',
    'so $E=mc^2$.',
    [text('so '), { type: 'equation', equation: { expression: 'E=mc^2' } }, text('.')],
  ],
  ['two dollars around an expression', '$$x$$', [{ type: 'equation', equation: { expression: 'x' } }]],
  ['prices are text', 'from $5 to $6, $7/$8', [text('from $5 to $6, $7/$8')]],
  ['an escaped dollar', '\\$x$', [text('$x$')]],
  ['a citation', 'x [^https://x.test]', [text('x '), text('https://x.test', {}, 'https://x.test')]],
  ['a footnote is text', '[^1]', [text('[^1]')]],
  ['an address in angles', '<https://x.test>', [text('https://x.test', {}, 'https://x.test')]],
  ['a link with a title', '[a](u "title")', [text('a', {}, 'u')]],
  ['an image within text is a link', 'a ![b](u)', [text('a '), text('b', {}, 'u')]],
  ['half a link', '[a](u [b](', [text('[a](u [b](')]],
  ['no link within a link', '[a [b](u) c](v)', [text('[a '), text('b', {}, 'u'), text(' c](v)')]],
  ['tags without a partner', '</span><span color="red">a', [text('</span><span color="red">a')]],
  [
    'the innermost colour',
    '<span color="red">a<span color="blue_background">b</span>c</span>',
    [text('a', { color: 'red' }), text('b', { color: 'blue_background' }), text('c', { color: 'red' })],
  ],
  ['a colour that is none', '<span color="teal">a</span>', [text('a')]],
  ['tags that are no markup', '<b>a</b> <x', [text('<b>a</b> <x')]],
  ['a mention of nobody', '<mention-user url="x"/>', [text('<mention-user url="x"/>')]],
  ['a mention without an end', `<mention-page url="${url}">a`, [text(`<mention-page url="${url}">a`)]],
  ['a user by scheme', `<mention-user url="user://${id}"/>`, [mention({ type: 'user', user: { id } })]],
  ['an agent', `<mention-agent url="${id}"/>`, [mention({ type: 'user', user: { id } })]],
  [
    'a data source',
    `<mention-data-source url="collection://${id}">D</mention-data-source>`,
    [mention({ type: 'database', database: { id } }, { plain_text: 'D' })],
  ],
  [
    'a page by an address of Notion',
    '<mention-page url="https://www.notion.so/A-b-11111111111141118111111111111111?pvs=4"/>',
    [mention({ type: 'page', page: { id } })],
  ],
  ['a date that is none', '<mention-date start="soon"/>', [text('<mention-date start="soon"/>')]],
  ['an unknown emoji', ':other:', [text(':other:')]],
  ['a backslash before a letter', 'C:\\temp', [text('C:\\temp')]],
  ['lone surrogates', '\ud83d*a*\ude00', [text('\ud83d'), text('a', { italic: true }), text('\ude00')]],
]

for (const [name, markdown, richText] of read) {
  test(`reads ${name}`, () => assert.deepEqual(parseInline(markdown, options), richText))
}

test('long texts are cut where the API wants it, never within a character', () => {
  const lengths = parseInline(`${'a'.repeat(1999)}😀b`, options).map(
    (item) => (item as { text: { content: string } }).text.content.length,
  )
  assert.deepEqual(lengths, [1999, 3])
})

test('several lines of inline markdown are one text', () => {
  assert.deepEqual(parseInlineLines('**a**\n# b', options), [text('a', { bold: true }), text('\n# b')])
})
