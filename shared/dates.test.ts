import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type DateRequest,
  DateRequest as DateSchema,
  dateText,
  instantOf,
  isDateText,
  storeDate,
} from './dates.ts'
import { Problem } from './problem.ts'
import { isTimeZone, offsetAt } from './time-zones.ts'
import { validate } from './validation/validate.ts'

const stored: [DateRequest, string, string | null][] = [
  [{ start: '2026-06-15' }, '2026-06-15', null],
  [{ start: '2026-06-15', end: '2026-06-15' }, '2026-06-15', '2026-06-15'],
  [{ start: '2026-06-15T14:30:00Z' }, '2026-06-15T14:30:00.000+00:00', null],
  [{ start: '2026-06-15T14:30' }, '2026-06-15T14:30:00.000+00:00', null],
  [{ start: '2026-06-15T14:30:59.999999Z' }, '2026-06-15T14:30:00.000+00:00', null],
  [{ start: '2026-06-15T14:30:00-04:00' }, '2026-06-15T14:30:00.000-04:00', null],
  [{ start: '2026-06-15T14:30:00+0530' }, '2026-06-15T14:30:00.000+05:30', null],
  [{ start: '2026-06-15T14:30:00+05' }, '2026-06-15T14:30:00.000+05:00', null],
  [{ start: '2026-06-15T14:30:00-00:00' }, '2026-06-15T14:30:00.000+00:00', null],
  [{ start: '0001-01-01T00:00Z' }, '0001-01-01T00:00:00.000+00:00', null],
  // A zone's name becomes its offset on that day.
  [{ start: '2026-06-15T14:30', time_zone: 'America/New_York' }, '2026-06-15T14:30:00.000-04:00', null],
  [{ start: '2026-01-15T14:30', time_zone: 'America/New_York' }, '2026-01-15T14:30:00.000-05:00', null],
  [{ start: '2026-06-15T14:30', time_zone: 'Asia/Kolkata' }, '2026-06-15T14:30:00.000+05:30', null],
  [{ start: '2026-06-15T14:30', time_zone: 'UTC' }, '2026-06-15T14:30:00.000+00:00', null],
  // With an offset as well, the wall clock stays and the zone's offset counts.
  [{ start: '2026-06-15T14:30:00Z', time_zone: 'America/New_York' }, '2026-06-15T14:30:00.000-04:00', null],
  [
    { start: '2026-06-15T14:30', end: '2026-12-15T14:30', time_zone: 'Europe/Berlin' },
    '2026-06-15T14:30:00.000+02:00',
    '2026-12-15T14:30:00.000+01:00',
  ],
  // 02:30 does not exist on the night the clocks go forward, and exists twice when they go back.
  [{ start: '2026-03-08T02:30', time_zone: 'America/New_York' }, '2026-03-08T03:30:00.000-04:00', null],
  [{ start: '2026-11-01T01:30', time_zone: 'America/New_York' }, '2026-11-01T01:30:00.000-04:00', null],
  [{ start: '2026-11-01T02:30', time_zone: 'America/New_York' }, '2026-11-01T02:30:00.000-05:00', null],
  // Clocks of before time zones were minutes and seconds apart; seconds are dropped.
  [{ start: '1850-01-01T12:00', time_zone: 'America/New_York' }, '1850-01-01T12:00:00.000-04:56', null],
]

for (const [request, start, end] of stored) {
  test(`${JSON.stringify(request)} is stored as ${start}`, () => {
    assert.deepEqual(storeDate(validate(DateSchema, request, 'body')), { start, end, time_zone: null })
  })
}

const refused: [unknown, string][] = [
  [{ start: '2026-02-30' }, 'body.start should be a valid ISO 8601 date string, instead was `"2026-02-30"`.'],
  [
    { start: '2026-06-15T24:00' },
    'body.start should be a valid ISO 8601 date string, instead was `"2026-06-15T24:00"`.',
  ],
  [{ start: '' }, 'body.start should be a valid ISO 8601 date string, instead was `""`.'],
  [{}, 'body.start should be defined, instead was `undefined`.'],
  [
    { start: '2026-06-15', end: '5/20/2023' },
    'body.end should be a valid ISO 8601 date string, `null`, or `undefined`, instead was `"5/20/2023"`.',
  ],
  [
    { start: '2026-06-15', end: '2026-06-14' },
    'body.end should be the same as `start` or after it, instead was `"2026-06-14"`.',
  ],
  [
    { start: '2026-06-15T10:00:00+02:00', end: '2026-06-15T09:00:00+02:00' },
    'body.end should be the same as `start` or after it, instead was `"2026-06-15T09:00:00+02:00"`.',
  ],
  [
    { start: '2026-06-15', end: '2026-06-16T10:00' },
    'body.end should be a date without time like `start`, instead was `"2026-06-16T10:00"`.',
  ],
  [
    { start: '2026-06-15T10:00', end: '2026-06-16' },
    'body.end should be a date and time like `start`, instead was `"2026-06-16"`.',
  ],
  [
    { start: '2026-06-15', time_zone: 'Europe/Berlin' },
    'body.start should be a date and time since `time_zone` is given, instead was `"2026-06-15"`.',
  ],
  [
    { start: '2026-06-15T10:00', time_zone: 'Mars/Olympus' },
    'body.time_zone should be a valid IANA time zone name, `null`, or `undefined`, instead was `"Mars/Olympus"`.',
  ],
  [
    { start: '2026-06-15T10:00', time_zone: '+05:00' },
    'body.time_zone should be a valid IANA time zone name, `null`, or `undefined`, instead was `"+05:00"`.',
  ],
]

for (const [request, message] of refused) {
  test(`${JSON.stringify(request)} is refused`, () => {
    assert.throws(
      () => validate(DateSchema, request, 'body'),
      new Problem('invalid', `body failed validation: ${message}`),
    )
  })
}

test('an end that looks earlier but lies later in its zone is fine', () => {
  validate(DateSchema, { start: '2026-06-15T10:00:00+05:00', end: '2026-06-15T09:00:00+02:00' }, 'body')
})

test('what is stored is a date again and stays as it is', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }),
      fc.constantFrom(null, 'UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'Europe/Dublin'),
      (date, time_zone) => {
        const once = storeDate({ start: date.toISOString().slice(0, 16), time_zone })
        assert.ok(isDateText(once.start))
        assert.deepEqual(storeDate(once), once)
      },
    ),
  )
})

test('the offset in a stored time is that of its zone at that instant', () => {
  const { start } = storeDate({ start: '2026-10-04T02:15', time_zone: 'Australia/Lord_Howe' })
  assert.equal(offsetAt('Australia/Lord_Howe', instantOf(start)), 660)
  assert.equal(new Date(start).getTime(), instantOf(start))
})

test('no text makes reading dates and zones throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9T:Z.+-]*$/)), (text) => {
      assert.equal(typeof isDateText(text), 'boolean')
      assert.equal(typeof isTimeZone(text), 'boolean')
    }),
  )
})

test('a range is shown with an arrow', () => {
  assert.equal(dateText({ start: '2026-06-15', end: null }), '2026-06-15')
  assert.equal(dateText({ start: '2026-06-15', end: '2026-06-16' }), '2026-06-15 → 2026-06-16')
})
