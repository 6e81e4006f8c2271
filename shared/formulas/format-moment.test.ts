import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoment } from './format-moment.ts'

/** A moment by what the clock on the wall shows. */
const at = (wall: string, offset = 0) => ({ wall: Date.parse(`${wall}Z`), offset: () => offset })

const monday = at('2026-03-02T05:06:07.089', 330)

const tokens: [string, string][] = [
  ['YYYY YY Y', '2026 26 2026'],
  ['YYYYYY YYYYY', '+002026 02026'],
  ['Q Qo', '1 1st'],
  ['MMMM MMM MM Mo M', 'March Mar 03 3rd 3'],
  ['DDDD DDDo DDD', '061 61st 61'],
  ['DD Do D', '02 2nd 2'],
  ['dddd ddd dd do d', 'Monday Mon Mo 1st 1'],
  ['E e', '1 1'],
  ['w wo ww gg gggg', '10 10th 10 26 2026'],
  ['W Wo WW GG GGGG', '10 10th 10 26 2026'],
  ['H HH h hh k kk', '5 05 5 05 5 05'],
  ['m mm s ss', '6 06 7 07'],
  ['S SS SSS SSSS', '0 08 089 0890'],
  ['A a', 'AM am'],
  ['Z ZZ z', '+05:30 +0530 UTC+05:30'],
  ['X x', '1772408167 1772408167089'],
  ['LT LTS', '5:06 AM 5:06:07 AM'],
  ['L l', '03/02/2026 3/2/2026'],
  ['LL ll', 'March 2, 2026 Mar 2, 2026'],
  ['LLL', 'March 2, 2026 5:06 AM'],
  ['lll', 'Mar 2, 2026 5:06 AM'],
  ['LLLL', 'Monday, March 2, 2026 5:06 AM'],
  ['llll', 'Mon, Mar 2, 2026 5:06 AM'],
  ['[Day] D [of] [YYYY]', 'Day 2 of YYYY'],
  ['\\D D', 'D 2'],
  ['D. (M) - ü 😀', '2. (3) - ü 😀'],
  ['[no end D', '[no 1n1 2'],
  ['', ''],
]

for (const [pattern, expected] of tokens) {
  test(`${JSON.stringify(pattern)} shows ${JSON.stringify(expected)}`, () => {
    assert.equal(formatMoment(pattern, monday), expected)
  })
}

const moments: [string, string, string][] = [
  ['2026-01-01T00:00', 'h hh k A', '12 12 24 AM'],
  ['2026-01-01T12:00', 'h A', '12 PM'],
  ['2026-01-01T23:00', 'h a', '11 pm'],
  ['2026-11-11T00:00', 'Do Mo DDDo', '11th 11th 315th'],
  ['2026-08-23T00:00', 'Do d E dddd', '23rd 0 7 Sunday'],
  ['2026-12-31T00:00', 'w gggg W GGGG', '1 2027 53 2026'],
  ['2027-01-01T00:00', 'w gggg W GGGG', '1 2027 53 2026'],
  ['2026-01-03T00:00', 'w', '1'],
  ['2026-01-04T00:00', 'w W', '2 1'],
  ['0099-01-01T00:00', 'YYYY YY', '0099 99'],
]

for (const [wall, pattern, expected] of moments) {
  test(`${pattern} of ${wall} is ${expected}`, () => {
    assert.equal(formatMoment(pattern, at(wall)), expected)
  })
}

test('offsets west of Greenwich have a minus', () => {
  assert.equal(formatMoment('Z ZZ z', at('2026-01-01T00:00', -210)), '-03:30 -0330 UTC-03:30')
  assert.equal(formatMoment('Z z', at('2026-01-01T00:00')), '+00:00 UTC')
})
