import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idIn } from './addresses.ts'
import { outdatedBy, outdatedSettings } from './outdated.ts'

const page = { id: 'a', type: 'page' }

for (const [type, keys] of [
  [
    'page.content_updated',
    [
      ['page', 'a'],
      ['blocks', 'a'],
    ],
  ],
  ['page.properties_updated', [['page', 'a'], ['blocks', 'a'], ['tree'], ['trash'], ['recent']]],
  [
    'page.permissions_updated',
    [['page', 'a'], ['blocks', 'a'], ['tree'], ['trash'], ['recent'], ['permissions']],
  ],
  ['database.created', [['tree'], ['trash'], ['recent'], ['database'], ['rows']]],
  ['view.created', [['database']]],
  ['access_lost', [['tree'], ['recent'], ['page'], ['permissions'], ['rows']]],
  ['comment.created', [['comments']]],
  ['discussion.resolved', [['comments']]],
  [
    'connection.added',
    [
      ['settings', 'connection'],
      ['tree', 'teamspaces'],
    ],
  ],
] as const) {
  test(`what ${type} makes out of date is asked for again`, () => {
    assert.deepEqual(outdatedBy({ type, entity: page }), keys)
  })
}

test('a row makes the rows of its data source out of date', () => {
  const change = { type: 'page.created', entity: page, data: { parent: { id: 'd', data_source_id: 's' } } }
  assert.deepEqual(outdatedBy(change)[2], ['rows', 's'])
})

test('a view that filters or sorts otherwise finds other rows', () => {
  const change = { type: 'view.updated', data: { updated_fields: ['sorts'] } }
  assert.deepEqual(outdatedBy(change), [['database'], ['rows']])
})

test('an address ends with an id, whatever title stands before it', () => {
  const id = '0c7a0000-0000-4000-8000-000000000001'
  for (const name of ['0c7a0000000040008000000000000001', 'The-plan-0C7A0000000040008000000000000001']) {
    assert.equal(idIn(name), id)
  }
  for (const name of ['', 'plan', 'x0c7a0000000040008000000000000001']) assert.equal(idIn(name), null)
})

test('what owners do to settings makes those out of date, and content none', () => {
  assert.deepEqual(outdatedSettings('scim_token.created'), [['settings', 'scim_token']])
  assert.deepEqual(outdatedSettings('page.created'), [])
})
