import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DateDraft, fromDraft, toDraft } from './date-draft.ts'

const zone = 'America/New_York'
const day: DateDraft = {
  startDay: '2026-06-15',
  endDay: '',
  startTime: '12:00',
  endTime: '12:00',
  hasEnd: false,
  hasTime: false,
  zone,
}

for (const [name, value, draft, request] of [
  ['a day', { start: '2026-06-15', end: null }, day, { start: '2026-06-15', end: null }],
  [
    'days on end',
    { start: '2026-06-15', end: '2026-06-18' },
    { ...day, endDay: '2026-06-18', hasEnd: true },
    { start: '2026-06-15', end: '2026-06-18' },
  ],
  [
    'a time, as the clock of the zone shows it',
    { start: '2026-06-15T18:30:00.000+00:00', end: null },
    { ...day, startTime: '14:30', hasTime: true },
    { start: '2026-06-15T14:30', end: null, time_zone: zone },
  ],
  [
    'a time that is on another day there',
    { start: '2026-06-16T01:00:00.000+00:00', end: '2026-06-16T03:00:00.000+00:00' },
    { ...day, startTime: '21:00', endDay: '2026-06-15', endTime: '23:00', hasEnd: true, hasTime: true },
    { start: '2026-06-15T21:00', end: '2026-06-15T23:00', time_zone: zone },
  ],
  ['nothing', null, { ...day, startDay: '' }, null],
] as const) {
  test(`${name} is edited and comes back`, () => {
    assert.deepEqual(toDraft(value, zone), draft)
    assert.deepEqual(fromDraft(draft), { value: request })
  })
}

for (const [name, change, wrong] of [
  ['an end before the start', { hasEnd: true, endDay: '2026-06-14' }, 'The end is before the start.'],
  ['an end that is not chosen', { hasEnd: true }, 'Choose the day on which it ends.'],
  [
    'an end without a start',
    { startDay: '', hasEnd: true, endDay: '2026-06-14' },
    'Choose the day on which it begins.',
  ],
  [
    'an hour before the start',
    { hasTime: true, startTime: '10:00', hasEnd: true, endDay: '2026-06-15', endTime: '09:00' },
    'The end is before the start.',
  ],
] as const) {
  test(`${name} is told`, () => assert.deepEqual(fromDraft({ ...day, ...change }), { wrong }))
}
