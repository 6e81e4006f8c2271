import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PageObjectResponse } from '@notionhq/client'
import { Type } from 'typebox'
import { isEmoji } from '../emoji.ts'
import { Problem } from '../problem.ts'
import { validate } from '../validation/validate.ts'
import { CoverRequest, storeCover } from './cover.ts'
import { IconRequest, storeIcon } from './icon.ts'
import {
  BlockParent,
  DatabaseParent,
  DataSourceParent,
  PageParent,
  readParent,
  WorkspaceParent,
} from './parent-request.ts'

const id = '22222222-2222-4222-8222-222222222222'
const plainId = id.replaceAll('-', '')
const url = 'https://example.com/a.png'

const icons: [unknown, PageObjectResponse['icon']][] = [
  [{ emoji: '🥑' }, { type: 'emoji', emoji: '🥑' }],
  [
    { type: 'external', external: { url } },
    { type: 'external', external: { url } },
  ],
  [
    { custom_emoji: { id: plainId, name: 'party', url } },
    { type: 'custom_emoji', custom_emoji: { id, name: 'party', url } },
  ],
  [{ icon: { name: 'pizza', color: 'red' } }, { type: 'icon', icon: { name: 'pizza', color: 'red' } }],
  [
    { type: 'icon', icon: { name: 'pizza' } },
    { type: 'icon', icon: { name: 'pizza', color: 'gray' } },
  ],
  [
    { external: { url: 'https://www.notion.so/icons/snake_purple.svg' } },
    { type: 'icon', icon: { name: 'snake', color: 'purple' } },
  ],
  [
    { external: { url: 'https://www.notion.so/icons/snake_mauve.svg' } },
    { type: 'external', external: { url: 'https://www.notion.so/icons/snake_mauve.svg' } },
  ],
]

for (const [request, icon] of icons) {
  test(`the icon ${JSON.stringify(request)} is stored as it is answered`, () => {
    const stored = storeIcon(validate(IconRequest, request, 'body'))
    assert.equal(JSON.stringify(stored), JSON.stringify(icon))
    assert.deepEqual(storeIcon(validate(IconRequest, stored, 'body')), stored)
  })
}

test('an uploaded icon or cover is named, for the store to put in its place', () => {
  const request = { file_upload: { id: plainId } }
  const named = { type: 'file_upload', file_upload: { id } }
  assert.deepEqual(storeIcon(validate(IconRequest, request, 'body')), named)
  assert.deepEqual(storeCover(validate(CoverRequest, request, 'body')), named)
})

test('a cover is stored as it is answered', () => {
  const cover: PageObjectResponse['cover'] = { type: 'external', external: { url } }
  assert.equal(
    JSON.stringify(storeCover(validate(CoverRequest, { external: { url } }, 'body'))),
    JSON.stringify(cover),
  )
})

const refusals: [string, () => unknown, string][] = [
  [
    'an icon that is none',
    () => validate(IconRequest, {}, 'body'),
    [
      'body failed validation. Fix one:',
      'body.emoji should be defined, instead was `undefined`.',
      'body.external should be defined, instead was `undefined`.',
      'body.custom_emoji should be defined, instead was `undefined`.',
      'body.icon should be defined, instead was `undefined`.',
      'body.file_upload should be defined, instead was `undefined`.',
    ].join('\n'),
  ],
  [
    'an emoji that is none',
    () => validate(IconRequest, { emoji: 'avocado' }, 'body'),
    'body failed validation: body.emoji should be a valid emoji, instead was `"avocado"`.',
  ],
  [
    'an empty address',
    () => validate(IconRequest, { external: { url: '' } }, 'body'),
    'body failed validation: body.external.url should be populated, instead was `""`.',
  ],
  [
    'an upload that has no id',
    () => validate(IconRequest, { type: 'file_upload', file_upload: {} }, 'body'),
    'body failed validation: body.file_upload.id should be defined, instead was `undefined`.',
  ],
  [
    'a cover that is an emoji',
    () => validate(CoverRequest, { emoji: '🥑' }, 'body'),
    [
      'body failed validation. Fix one:',
      'body.external should be defined, instead was `undefined`.',
      'body.file_upload should be defined, instead was `undefined`.',
    ].join('\n'),
  ],
  [
    'a cover that is nowhere',
    () => storeCover(validate(CoverRequest, { external: { url: 'a.png' } }, 'body')),
    'Content creation Failed. Fix the following: \nInvalid image url.',
  ],
]

for (const [name, act, message] of refusals) {
  test(`refuses ${name}`, () => assert.throws(act, new Problem('invalid', message)))
}

const Parent = Type.Union([PageParent, DatabaseParent, DataSourceParent, WorkspaceParent, BlockParent])

test('a parent is named by its kind of id, with a type or without', () => {
  const read = (request: unknown) => readParent(validate(Parent, request, 'body'))
  assert.deepEqual(read({ page_id: plainId }), { type: 'page_id', id })
  assert.deepEqual(read({ type: 'database_id', database_id: id }), { type: 'database_id', id })
  assert.deepEqual(read({ data_source_id: id }), { type: 'data_source_id', id })
  assert.deepEqual(read({ type: 'data_source_id', data_source_id: id, database_id: id }), {
    type: 'data_source_id',
    id,
  })
  assert.deepEqual(read({ block_id: id }), { type: 'block_id', id })
  assert.deepEqual(read({ type: 'workspace', workspace: true }), { type: 'workspace', id: null })
})

test('a parent of no kind lists all there are', () => {
  assert.throws(
    () => validate(Parent, {}, 'body'),
    new Problem(
      'invalid',
      [
        'body failed validation. Fix one:',
        ...['page_id', 'database_id', 'data_source_id', 'workspace', 'block_id'].map(
          (key) => `body.${key} should be defined, instead was \`undefined\`.`,
        ),
      ].join('\n'),
    ),
  )
})

test('an emoji is one emoji, however it is put together', () => {
  for (const emoji of ['🥑', '❤️', '❤', '☎', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '1️⃣', '#⃣', '💡']) {
    assert.equal(isEmoji(emoji), true, emoji)
  }
  for (const other of ['', 'a', '1', ':smile:', '🥑🥑', '🥑 ', '\ud83e', '👍🏽x', '‍', '🥑'.repeat(10_000)]) {
    assert.equal(isEmoji(other), false, other)
  }
})
