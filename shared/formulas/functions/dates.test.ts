import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budget, day, evaluate, OutOfSteps } from '../example-formulas.ts'
import type { FormulaValue } from '../values.ts'

const time = (text: string, end: string | null = null): FormulaValue => day(text, end)

const cases: [string, FormulaValue][] = [
  ['now()', time('2026-07-01T12:34:56.789Z')],
  ['today()', day('2026-07-01')],
  ['minute(now())', 34],
  ['hour(now())', 12],
  ['day(now())', 3],
  ['day(parseDate("2026-07-05"))', 7],
  ['day(parseDate("2026-07-06"))', 1],
  ['date(now())', 1],
  ['month(now())', 7],
  ['year(now())', 2026],
  ['hour(today())', 0],
  ['date(prop("Due"))', 15],
  ['date(prop("No date"))', null],
  // Weeks of ISO 8601 around the turn of a year.
  ['week(parseDate("2026-01-01"))', 1],
  ['week(parseDate("2025-12-29"))', 1],
  ['week(parseDate("2027-01-03"))', 53],
  ['week(parseDate("2027-01-04"))', 1],
  ['week(parseDate("2024-12-29"))', 52],
  ['dateAdd(parseDate("2026-01-31"), 1, "months")', day('2026-02-28')],
  ['dateAdd(parseDate("2024-01-31"), 1, "month")', day('2024-02-29')],
  ['dateAdd(parseDate("2024-02-29"), 1, "years")', day('2025-02-28')],
  ['dateAdd(parseDate("2026-11-30"), 1, "quarters")', day('2027-02-28')],
  ['dateAdd(parseDate("2026-12-31"), 2, "weeks")', day('2027-01-14')],
  ['dateAdd(parseDate("2026-12-31"), 1, "days")', day('2027-01-01')],
  ['dateAdd(parseDate("2026-01-01"), 1.5, "years")', day('2027-07-01')],
  ['dateAdd(parseDate("2026-01-01"), 1.4, "days")', day('2026-01-02')],
  ['dateAdd(parseDate("2026-01-01"), 90, "minutes")', time('2026-01-01T01:30:00Z')],
  ['dateAdd(parseDate("2026-01-01T10:00Z"), 0.5, "hours")', time('2026-01-01T10:30:00Z')],
  ['dateAdd(prop("Due"), 1, "days")', day('2026-06-16', '2026-06-21')],
  ['dateAdd(prop("Due"), 1, "months")', day('2026-07-15', '2026-07-20')],
  ['dateAdd(now(), prop("No number"), "days")', null],
  ['dateAdd(prop("No date"), 1, "days")', null],
  ['dateAdd(now(), 1, "no unit" + "")', null],
  // No year has more than four digits.
  ['dateAdd(now(), 1e300, "years")', null],
  ['dateAdd(now(), 10000, "years")', null],
  ['dateAdd(now(), -10000, "years")', null],
  ['dateAdd(now(), 1e308, "milliseconds")', null],
  ['dateSubtract(parseDate("2026-03-31"), 1, "months")', day('2026-02-28')],
  ['dateSubtract(now(), 30, "seconds")', time('2026-07-01T12:34:26.789Z')],
  ['dateBetween(parseDate("2026-07-10"), parseDate("2026-07-01"), "days")', 9],
  ['dateBetween(parseDate("2026-07-01"), parseDate("2026-07-10"), "days")', -9],
  ['dateBetween(parseDate("2026-07-10"), parseDate("2026-07-01"), "weeks")', 1],
  ['dateBetween(parseDate("2026-07-01"), parseDate("2026-07-10"), "weeks")', -1],
  ['dateBetween(parseDate("2026-03-31"), parseDate("2026-02-28"), "months")', 1],
  ['dateBetween(parseDate("2026-02-28"), parseDate("2026-01-31"), "months")', 1],
  ['dateBetween(parseDate("2026-02-27"), parseDate("2026-01-31"), "months")', 0],
  ['dateBetween(parseDate("2026-01-31"), parseDate("2026-02-27"), "months")', 0],
  ['dateBetween(parseDate("2027-06-30"), parseDate("2024-07-01"), "years")', 2],
  ['dateBetween(parseDate("2027-07-01"), parseDate("2024-07-01"), "years")', 3],
  ['dateBetween(parseDate("2026-07-01"), parseDate("2026-01-01"), "quarters")', 2],
  ['dateBetween(parseDate("2026-07-02"), parseDate("2026-07-01"), "hours")', 24],
  ['dateBetween(now(), parseDate("2026-07-01T12:00Z"), "minutes")', 34],
  ['dateBetween(parseDate("2026-07-01T12:00Z"), now(), "minutes")', -34],
  ['dateBetween(now(), today(), "days")', 0],
  ['dateBetween(now(), prop("No date"), "days")', null],
  ['dateRange(parseDate("2026-01-01"), parseDate("2026-01-05"))', day('2026-01-01', '2026-01-05')],
  ['dateRange(parseDate("2026-01-05"), parseDate("2026-01-01"))', day('2026-01-01', '2026-01-05')],
  ['dateRange(today(), now())', time('2026-07-01T00:00:00.000Z', '2026-07-01T12:34:56.789Z')],
  ['dateRange(today(), prop("No date"))', null],
  ['dateStart(prop("Due"))', day('2026-06-15')],
  ['start(prop("Due"))', day('2026-06-15')],
  ['dateEnd(prop("Due"))', day('2026-06-20')],
  ['end(today())', day('2026-07-01')],
  ['timestamp(parseDate("1970-01-02"))', 86_400_000],
  ['fromTimestamp(0)', time('1970-01-01T00:00:00Z')],
  ['fromTimestamp(-1.5)', time('1969-12-31T23:59:59.999Z')],
  ['fromTimestamp(1e300)', null],
  ['fromTimestamp(timestamp(now())) == now()', true],
  ['formatDate(prop("Due"), "D MMM")', '15 Jun → 20 Jun'],
  ['formatDate(now(), "YYYY-MM-DD[T]HH:mm Z")', '2026-07-01T12:34 +00:00'],
  ['formatDate(now(), "")', ''],
  ['formatDate(prop("No date"), "YYYY")', null],
  ['parseDate("2026")', day('2026-01-01')],
  ['parseDate("2026-06")', day('2026-06-01')],
  ['parseDate(" 2026-06-15 ")', day('2026-06-15')],
  ['parseDate("2026-06-15T14:30")', time('2026-06-15T14:30:00Z')],
  ['parseDate("2026-06-15 14:30:59.5")', time('2026-06-15T14:30:59.500Z')],
  ['parseDate("2026-06-15T14:30:00-04:00")', time('2026-06-15T18:30:00Z')],
  ['parseDate("2026-06-15T14:30+0530")', time('2026-06-15T09:00:00Z')],
  ['parseDate("2026-02-30")', null],
  ['parseDate("2026-13-01")', null],
  ['parseDate("2026-06-15T24:00")', null],
  ['parseDate("June 15")', null],
  ['parseDate("")', null],
  ['parseDate("0000-01-01")', null],
]

for (const [expression, expected] of cases) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(expression), expected)
  })
}

const inNewYork: [string, FormulaValue][] = [
  ['today()', day('2026-07-01')],
  ['hour(now())', 8],
  ['parseDate("2026-06-15T14:30")', time('2026-06-15T18:30:00Z')],
  ['timestamp(parseDate("2026-06-15"))', Date.parse('2026-06-15T04:00:00Z')],
  ['formatDate(now(), "LLL Z ZZ X")', 'July 1, 2026 8:34 AM -04:00 -0400 1782909296'],
  ['formatDate(parseDate("2026-01-15"), "D HH Z x")', '15 00 -05:00 1768453200000'],
  // The night the clocks go forward has 23 hours, and a day later it is the same time on the wall.
  ['dateBetween(parseDate("2026-03-09T00:00"), parseDate("2026-03-08T00:00"), "hours")', 23],
  ['dateBetween(parseDate("2026-03-09T00:00"), parseDate("2026-03-08T00:00"), "days")', 1],
  ['formatDate(dateAdd(parseDate("2026-03-07T12:00"), 1, "days"), "HH:mm Z")', '12:00 -04:00'],
  ['formatDate(dateAdd(parseDate("2026-03-07T12:00"), 24, "hours"), "HH:mm Z")', '13:00 -04:00'],
  ['dateBetween(parseDate("2026-03-09"), parseDate("2026-03-08"), "hours")', 24],
  ['dateBetween(parseDate("2026-07-01T00:00"), parseDate("2026-07-01"), "minutes")', 0],
]

for (const [expression, expected] of inNewYork) {
  test(`${expression} is ${JSON.stringify(expected)} in New York`, () => {
    assert.deepEqual(evaluate(expression, { timeZone: 'America/New_York' }), expected)
  })
}

test('today is the day that the calendar on the wall shows', () => {
  const now = Date.parse('2026-07-01T23:30:00Z')
  assert.deepEqual(evaluate('today()', { now, timeZone: 'Asia/Tokyo' }), day('2026-07-02'))
  assert.deepEqual(evaluate('today()', { now, timeZone: 'America/New_York' }), day('2026-07-01'))
})

test('looking at a clock, and writing a long pattern, is paid for', () => {
  for (const expression of [
    'split(repeat(",", 9999), ",").map(hour(fromTimestamp(index)))',
    'split(repeat(",", 9999), ",").map(fromTimestamp(index)).unique()',
    'split(repeat(",", 9999), ",").map(format(fromTimestamp(index)))',
    'split(repeat(",", 99), ",").map(formatDate(fromTimestamp(0), repeat("LLLL", 200)))',
  ]) {
    assert.throws(() => evaluate(expression, budget(250_000)), OutOfSteps)
  }
})
