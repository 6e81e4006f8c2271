import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RichTextItemResponse } from '@notionhq/client'
import { Problem } from '../problem.ts'
import type { References, Resolved } from '../references.ts'
import { validate } from '../validation/validate.ts'
import { plainText } from './plain-text.ts'
import { presentRichText } from './present.ts'
import { collectRichTextReferences, hasReferences } from './references.ts'
import { RichTextRequest } from './request.ts'
import { storeRichText } from './store.ts'

const person = '11111111-1111-4111-8111-111111111111'
const page = '22222222-2222-4222-8222-222222222222'
const database = '33333333-3333-4333-8333-333333333333'
const emoji = '44444444-4444-4444-8444-444444444444'

const user = {
  object: 'user',
  id: person,
  name: 'Ada',
  avatar_url: null,
  type: 'person',
  person: { email: 'ada@example.com' },
} as const

const resolved: Resolved = {
  baseUrl: 'http://localhost:3000',
  user: (id) => (id === person ? user : { object: 'user', id }),
  file: () => ({ url: '', expiry_time: '' }),
  title: (id) => ({ [page]: 'A page', [database]: '' })[id] ?? null,
}

const store = (request: unknown) => storeRichText(validate(RichTextRequest, request, 'body'))
const show = (request: unknown) => presentRichText(store(request), resolved)

const plain = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
} as const

/** Wire shapes, typed by the official client; compared as JSON, so that the order of keys counts. */
const shown: [string, unknown, RichTextItemResponse][] = [
  [
    'text of which only the content is given',
    { text: { content: 'Hello' } },
    {
      type: 'text',
      text: { content: 'Hello', link: null },
      annotations: plain,
      plain_text: 'Hello',
      href: null,
    },
  ],
  [
    'a link with some annotations, sent back with what an answer adds',
    {
      type: 'text',
      text: { content: 'here', link: { url: 'https://example.com/' } },
      annotations: { color: 'red_background', bold: true },
      plain_text: 'ignored',
      href: 'ignored',
    },
    {
      type: 'text',
      text: { content: 'here', link: { url: 'https://example.com/' } },
      annotations: { ...plain, bold: true, color: 'red_background' },
      plain_text: 'here',
      href: 'https://example.com/',
    },
  ],
  [
    'an equation',
    { equation: { expression: 'E = mc^2' } },
    {
      type: 'equation',
      equation: { expression: 'E = mc^2' },
      annotations: plain,
      plain_text: 'E = mc^2',
      href: null,
    },
  ],
  [
    'a person, sent back as a whole',
    { mention: { type: 'user', user: { ...user, id: person.toUpperCase() } } },
    { type: 'mention', mention: { type: 'user', user }, annotations: plain, plain_text: '@Ada', href: null },
  ],
  [
    'a person the viewer cannot see',
    { mention: { user: { id: emoji } } },
    {
      type: 'mention',
      mention: { type: 'user', user: { object: 'user', id: emoji } },
      annotations: plain,
      plain_text: '@Anonymous',
      href: null,
    },
  ],
  [
    'a page',
    { mention: { page: { id: page.replaceAll('-', '') } }, annotations: { italic: true } },
    {
      type: 'mention',
      mention: { type: 'page', page: { id: page } },
      annotations: { ...plain, italic: true },
      plain_text: 'A page',
      href: 'http://localhost:3000/22222222222242228222222222222222',
    },
  ],
  [
    'a database without a title',
    { mention: { database: { id: database } } },
    {
      type: 'mention',
      mention: { type: 'database', database: { id: database } },
      annotations: plain,
      plain_text: 'Untitled',
      href: 'http://localhost:3000/33333333333343338333333333333333',
    },
  ],
  [
    'a page the viewer cannot see',
    { mention: { page: { id: emoji } } },
    {
      type: 'mention',
      mention: { type: 'page', page: { id: emoji } },
      annotations: plain,
      plain_text: 'Untitled',
      href: 'http://localhost:3000/44444444444444448444444444444444',
    },
  ],
  [
    'a time',
    { mention: { date: { start: '2022-01-01T00:00:00Z' } } },
    {
      type: 'mention',
      mention: { type: 'date', date: { start: '2022-01-01T00:00:00.000+00:00', end: null, time_zone: null } },
      annotations: plain,
      plain_text: '2022-01-01T00:00:00.000+00:00',
      href: null,
    },
  ],
  [
    'a range of days',
    { mention: { date: { start: '2022-01-01', end: '2022-01-02', time_zone: null } } },
    {
      type: 'mention',
      mention: { type: 'date', date: { start: '2022-01-01', end: '2022-01-02', time_zone: null } },
      annotations: plain,
      plain_text: '2022-01-01 → 2022-01-02',
      href: null,
    },
  ],
  ...(['today', 'now'] as const).map((word): [string, unknown, RichTextItemResponse] => [
    `the template mention ${word}`,
    { mention: { template_mention: { template_mention_date: word } } },
    {
      type: 'mention',
      mention: {
        type: 'template_mention',
        template_mention: { type: 'template_mention_date', template_mention_date: word },
      },
      annotations: plain,
      plain_text: word === 'today' ? '@Today' : '@Now',
      href: null,
    },
  ]),
  [
    'the template mention me',
    { mention: { template_mention: { template_mention_user: 'me' } } },
    {
      type: 'mention',
      mention: {
        type: 'template_mention',
        template_mention: { type: 'template_mention_user', template_mention_user: 'me' },
      },
      annotations: plain,
      plain_text: '@Me',
      href: null,
    },
  ],
  [
    'a custom emoji',
    { mention: { custom_emoji: { id: emoji, name: 'party', url: 'https://example.com/party.png' } } },
    {
      type: 'mention',
      mention: {
        type: 'custom_emoji',
        custom_emoji: { id: emoji, name: 'party', url: 'https://example.com/party.png' },
      },
      annotations: plain,
      plain_text: ':party:',
      href: null,
    },
  ],
]

for (const [name, request, answer] of shown) {
  test(`shows ${name}`, () => assert.equal(JSON.stringify(show([request])), JSON.stringify([answer])))
}

test('what was read can be written again and reads the same', () => {
  const once = show(shown.map(([, request]) => request))
  assert.deepEqual(show(once), once)
})

const refusals: [string, unknown, string][] = [
  [
    'a run of no kind',
    [{}],
    [
      'body failed validation. Fix one:',
      ...['text', 'mention', 'equation'].map(
        (key) => `body[0].${key} should be defined, instead was \`undefined\`.`,
      ),
    ].join('\n'),
  ],
  [
    'content that is no text',
    [{ text: { content: 12345 } }],
    'body failed validation: body[0].text.content should be a string, instead was `12345`.',
  ],
  [
    'text that is too long',
    [{ text: { content: 'x'.repeat(2001) } }],
    'body failed validation: body[0].text.content.length should be ≤ `2000`, instead was `2001`.',
  ],
  [
    'too many runs',
    Array(129).fill({ text: { content: '' } }),
    'body failed validation: body.length should be ≤ `100`, instead was `129`.',
  ],
  [
    'an equation that is too long',
    [{ equation: { expression: 'x'.repeat(1001) } }],
    'body failed validation: body[0].equation.expression.length should be ≤ `1000`, instead was `1001`.',
  ],
  [
    'a link that is no object',
    [{ text: { content: '', link: 'https://a.b' } }],
    'body failed validation: body[0].text.link should be an object, `null`, or `undefined`, instead was `"https://a.b"`.',
  ],
  [
    'an empty link',
    [{ text: { content: '', link: { url: '' } } }],
    'body failed validation: body[0].text.link.url should be populated, instead was `""`.',
  ],
  [
    'a link that leads nowhere',
    [{ text: { content: '', link: { url: 'not a url' } } }],
    'Content creation Failed. Fix the following: \nInvalid URL for link.',
  ],
  [
    'a link that would run',
    [{ text: { content: '', link: { url: 'javascript:alert(1)' } } }],
    'Content creation Failed. Fix the following: \nInvalid URL for link.',
  ],
  [
    'a mention of no person',
    [{ mention: { user: { id: 'me' } } }],
    'body failed validation: body[0].mention.user.id should be a valid uuid, instead was `"me"`.',
  ],
]

for (const [name, request, message] of refusals) {
  test(`refuses ${name}`, () => assert.throws(() => store(request), new Problem('invalid', message)))
}

test('links within the workspace are kept as they are', () => {
  for (const url of [
    '/22222222222242228222222222222222',
    '#part',
    'https://www.notion.so/x',
    'mailto:a@b.c',
  ]) {
    const [run] = store([{ text: { content: 'x', link: { url } } }])
    assert.ok(run?.type === 'text' && run.text.link?.url === url)
  }
})

test('only mentions of people, pages and databases refer to something', () => {
  const refer = (request: unknown) => {
    const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
    collectRichTextReferences(store(request), references)
    return [[...references.users], [...references.pages], [...references.databases]]
  }
  const fixed = [{ text: { content: 'x' } }, { mention: { date: { start: '2022-01-01' } } }]
  assert.deepEqual(refer(fixed), [[], [], []])
  assert.equal(hasReferences(store(fixed)), false)
  const named = [{ mention: { user: { id: person } } }, { mention: { page: { id: page } } }]
  assert.deepEqual(refer([...named, { mention: { database: { id: database } } }]), [
    [person],
    [page],
    [database],
  ])
  assert.equal(hasReferences(store([...fixed, ...named])), true)
})

test('rich text that refers to nothing is answered as it is stored', () => {
  const stored = store([{ text: { content: 'x' } }])
  assert.equal(presentRichText(stored, resolved), stored)
})

test('plain text knows names only when they are looked up', () => {
  const stored = store([
    { text: { content: 'Ask ' } },
    { mention: { user: { id: person } } },
    { text: { content: ' about ' } },
    { mention: { page: { id: page } } },
    { equation: { expression: '!' } },
  ])
  assert.equal(plainText(stored, resolved), 'Ask @Ada about A page!')
  assert.equal(plainText(stored), 'Ask @Anonymous about Untitled!')
})
