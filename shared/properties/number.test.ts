import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseNumber } from './parse-number.ts'

test('what people write for numbers is read', () => {
  for (const [text, number] of [
    ['12', 12],
    [' -1,234,567.5 ', -1234567.5],
    ['+ € 3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-3', 0.001],
    ['12.5 %', 0.125],
    ['-0', 0],
    ['1e999', null],
    ['1,23', null],
    ['12,345,6', null],
    ['1 2', null],
    ['$', null],
    ['', null],
    ['twelve', null],
  ] as const) {
    assert.equal(parseNumber(text), number, text)
  }
})

test('every number reads as itself', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
      assert.equal(parseNumber(String(number)), number + 0)
    }),
  )
})
