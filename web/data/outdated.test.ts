import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idIn } from './addresses.ts'
import { outdatedBy } from './outdated.ts'

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
  ['database.created', [['tree'], ['trash'], ['recent'], ['database']]],
  [
    'page.permissions_updated',
    [['page', 'a'], ['blocks', 'a'], ['tree'], ['trash'], ['recent'], ['permissions']],
  ],
  ['access_lost', [['tree'], ['recent'], ['page'], ['permissions']]],
  ['comment.created', [['comments']]],
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

test('an address ends with an id, whatever title stands before it', () => {
  const id = '0c7a0000-0000-4000-8000-000000000001'
  for (const name of ['0c7a0000000040008000000000000001', 'The-plan-0C7A0000000040008000000000000001']) {
    assert.equal(idIn(name), id)
  }
  for (const name of ['', 'plan', 'x0c7a0000000040008000000000000001']) assert.equal(idIn(name), null)
})
