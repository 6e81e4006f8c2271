import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantIn } from '../dates.ts'
import { dayOf, type Moment, mondayOf, monthsFrom, readMoment } from './moments.ts'

const boundsOf = ({ from, to }: Moment) => [from, to]

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const dayNamed = (text: string, timeZone = 'UTC') => dayOf(instantIn(timeZone, text), timeZone)
const shown = ({ from }: { from: number }) => new Date(from).toISOString().slice(0, 10)

test('a date is its whole day, a time its minute', () => {
  assert.deepEqual(boundsOf(readMoment('2026-06-15', 'UTC')!), [Date.UTC(2026, 5, 15), Date.UTC(2026, 5, 16)])
  const from = Date.UTC(2026, 5, 15, 8, 30)
  for (const text of [
    '2026-06-15T08:30',
    '2026-06-15T08:30:59.999Z',
    '2026-06-15t08:30z',
    '2026-06-15T10:30:00.000+02:00',
    '2026-06-15T10:30+0200',
    '2026-06-15T10:30+02',
    '2026-06-14T20:30-12:00',
    '2026-06-15T04:00-04:30',
  ]) {
    assert.deepEqual(readMoment(text, 'UTC'), { from, to: from + MINUTE }, text)
  }
})

test('years below 100 are what they say', () => {
  assert.equal(shown(dayNamed('0099-01-01')), '0099-01-01')
  assert.equal(shown(dayNamed('0000-02-29')), '0000-02-29')
})

test('what is no date is not guessed at', () => {
  const wrong = [
    '',
    'today',
    '2026',
    '2026-6-1',
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-32',
  ]
  const wrongTimes = [
    '2026-01-01T',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00:60',
    '2026-01-01T10',
  ]
  const more = [
    '2026-01-01T10:00+24:00',
    '2026-01-01Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '+002026-01-01',
    '٢٠٢٦-٠١-٠١',
  ]
  for (const text of [...wrong, ...wrongTimes, ...more]) assert.equal(readMoment(text, 'UTC'), null, text)
})

test('a month away is the same day, or the last one of a shorter month', () => {
  assert.equal(shown(monthsFrom(dayNamed('2026-06-15'), -1)), '2026-05-15')
  assert.equal(shown(monthsFrom(dayNamed('2026-03-31'), -1)), '2026-02-28')
  assert.equal(shown(monthsFrom(dayNamed('2026-01-31'), 1)), '2026-02-28')
  assert.equal(shown(monthsFrom(dayNamed('2024-02-29'), 12)), '2025-02-28')
  assert.equal(shown(monthsFrom(dayNamed('2026-12-31'), 1)), '2027-01-31')
  assert.equal(shown(monthsFrom(dayNamed('2026-01-05'), -1)), '2025-12-05')
})

test('weeks begin on Monday', () => {
  assert.equal(shown(mondayOf(dayNamed('2026-06-15'))), '2026-06-15')
  assert.equal(shown(mondayOf(dayNamed('2026-06-21'))), '2026-06-15')
  assert.equal(shown(mondayOf(dayNamed('2026-06-14'))), '2026-06-08')
})

test('an instant lies in its UTC day, before 1970 too', () => {
  assert.deepEqual(boundsOf(dayOf(-1, 'UTC')), [-DAY, 0])
  assert.deepEqual(boundsOf(dayOf(0, 'UTC')), [0, DAY])
  assert.deepEqual(boundsOf(dayOf(DAY - 1, 'UTC')), [0, DAY])
})
