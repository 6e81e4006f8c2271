import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween, daysLater, isWeekend, monthsLater, segmentsOf, weekOf, weeksOf } from './weeks.ts'

for (const [month, first, last, count] of [
  ['2026-11', '2026-10-26', '2026-12-06', 6],
  ['2026-12', '2026-11-30', '2027-01-03', 5],
  ['2027-02', '2027-02-01', '2027-02-28', 4],
  ['2024-02', '2024-01-29', '2024-03-03', 5],
] as const) {
  test(`the weeks of ${month} go from Monday to Sunday`, () => {
    const weeks = weeksOf(`${month}-15`)
    assert.deepEqual([weeks.length, weeks[0]![0], weeks.at(-1)![6]], [count, first, last])
    for (const week of weeks) assert.equal(week.length, 7)
  })
}

test('days and months are counted', () => {
  assert.equal(daysLater('2026-03-28', 2), '2026-03-30')
  assert.equal(daysLater('2026-12-31T23:30:00.000+02:00', 1), '2027-01-01T23:30:00.000+02:00')
  assert.equal(daysBetween('2026-03-01', '2026-02-28'), -1)
  assert.equal(monthsLater('2026-01-31', 1), '2026-02-28')
  assert.equal(monthsLater('2026-01-15', -1), '2025-12-15')
  assert.deepEqual(['2026-11-27', '2026-11-28', '2026-11-29'].map(isWeekend), [false, true, true])
})

test('what lasts over days stands in as few lines as it takes', () => {
  const week = weekOf('2026-12-09')
  const shown = segmentsOf(week, [
    { name: 'before', from: '2026-12-01', to: '2026-12-06' },
    { name: 'through', from: '2026-11-01', to: '2027-01-01' },
    { name: 'start', from: '2026-12-07', to: '2026-12-08' },
    { name: 'end', from: '2026-12-09', to: '2026-12-20' },
    { name: 'day', from: '2026-12-08', to: '2026-12-08' },
  ]).map(({ item, column, span, line, beginsHere, endsHere }) => [
    item.name,
    column,
    span,
    line,
    beginsHere,
    endsHere,
  ])
  assert.deepEqual(shown, [
    ['through', 0, 7, 0, false, false],
    ['start', 0, 2, 1, true, true],
    ['day', 1, 1, 2, true, true],
    ['end', 2, 5, 1, true, false],
  ])
})

test('without weekends a week has five days, and what begins on a Sunday begins earlier', () => {
  const week = weekOf('2026-12-09').filter((day) => !isWeekend(day))
  const [segment] = segmentsOf(week, [{ from: '2026-12-06', to: '2026-12-12' }])
  assert.deepEqual(
    { ...segment, item: null },
    { item: null, column: 0, span: 5, line: 0, beginsHere: false, endsHere: false },
  )
})
