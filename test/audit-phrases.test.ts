import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTypes } from '#server/domain/events/types.ts'
import { phrases } from '#web/screens/settings/audit/phrases.ts'
import { sentenceOf } from '#web/screens/settings/audit/sentence.ts'

test('the web app says of every kind of event what somebody did', () => {
  assert.deepEqual(Object.keys(phrases).toSorted(), Object.keys(eventTypes).toSorted())
})

const event = {
  object: 'audit_event',
  id: 'e',
  sequence: 1,
  timestamp: '2030-01-01T00:00:00.000Z',
  type: 'group.created',
  actor: { type: 'person', id: 'ada', name: 'Ada', token_id: null },
  target: { type: 'group', id: '0190-design' },
  data: {},
  before: null,
  after: { name: 'Design' },
  ip_address: null,
  user_agent: null,
  origin: 'ui',
} as const

for (const [says, change] of [
  ['Ada made the group “Design”', {}],
  ['Ada made the group “Research”', { after: null, target: { type: 'group', id: 'known' } }],
  ['Ada made the group …design', { after: null }],
  [
    'A directory made the group “Design”',
    { actor: { ...event.actor, type: 'directory', name: null, id: 'x' } },
  ],
  ['Ada suspended themself', { type: 'user.suspended', target: { type: 'user', id: 'ada' } }],
  ['Ada signed in', { type: 'user.login' }],
  ['Ada unheard.of', { type: 'unheard.of' }],
] as const) {
  test(`an event is told as “${says}”`, () => {
    const names = new Map([['known', 'Research']])
    assert.equal(sentenceOf({ ...event, ...change }, names), says)
  })
}
