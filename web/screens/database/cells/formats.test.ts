import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayIn, dayText, showDate, showNumber, showRolledUp } from './formats.ts'
import { isEmpty } from './property.ts'

/** Spaces of some languages are narrow ones. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const now = new Date(2026, 10, 27, 15, 0)
const day = { start: '2026-11-28', end: null }

for (const [format, shown] of [
  ['month_day_year', '11/28/2026'],
  ['day_month_year', '28/11/2026'],
  ['year_month_day', '2026/11/28'],
  ['relative', 'Tomorrow'],
] as const) {
  test(`a day is shown as ${format}`, () => assert.equal(showDate(day, { date_format: format }, now), shown))
}

test('days that are near are told in words, others as they are', () => {
  const relative = (start: string) => showDate({ start, end: null }, { date_format: 'relative' }, now)
  assert.deepEqual(['2026-11-27', '2026-11-26', '2026-12-02'].map(relative), [
    'Today',
    'Yesterday',
    'In 5 days',
  ])
  assert.match(relative('2026-12-27'), /2026/)
})

test('a range on one day tells the day once', () => {
  const at = (hour: number) => new Date(2026, 10, 27, hour).toISOString()
  const looks = { date_format: 'year_month_day', time_format: '12_hour' }
  const shown = (start: string, end: string | null) => plain(showDate({ start, end }, looks, now))
  assert.equal(shown(at(9), null), '2026/11/27, 9:00 AM')
  assert.equal(shown(at(9), at(14)), '2026/11/27, 9:00 AM → 2:00 PM')
  assert.equal(shown('2026-11-27', '2026-11-30'), '2026/11/27 → 2026/11/30')
  assert.equal(showDate({ start: at(9), end: null }, { ...looks, time_format: 'hidden' }, now), '2026/11/27')
  assert.equal(dayText(dayIn(at(23))), '2026-11-27')
})

test('numbers have the format of their property, and parts of a whole are percents', () => {
  assert.equal(showNumber(1234.5, 'dollar'), '$1,234.50')
  assert.equal(showNumber(1234.5), '1234.5')
  assert.equal(showNumber(0.45, 'percent'), '45%')
  assert.equal(showRolledUp(0.333, 'percent_checked'), '33%')
  assert.equal(showRolledUp(1234, 'sum'), '1,234')
})

for (const [type, empty, filled] of [
  ['title', [], [{ plain_text: 'x' }]],
  ['number', null, 0],
  ['url', null, 'https://example.test'],
  ['multi_select', [], [{ id: 'a' }]],
  ['formula', { type: 'string', string: '' }, { type: 'boolean', boolean: false }],
  [
    'rollup',
    { type: 'array', array: [], function: 'show_original' },
    { type: 'number', number: 0, function: 'sum' },
  ],
  ['unique_id', { prefix: 'A', number: null }, { prefix: null, number: 1 }],
  ['verification', { state: 'unverified' }, { state: 'verified' }],
] as const) {
  test(`whether there is a ${type} is told`, () => {
    assert.equal(isEmpty({ id: 'x', type, [type]: empty }), true)
    assert.equal(isEmpty({ id: 'x', type, [type]: filled }), false)
  })
}
