import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { align } from './align.ts'

test('equal lists are aligned whole, different ones not at all', () => {
  assert.deepEqual(align([1, 2, 3], [1, 2, 3]), [
    [0, 0],
    [1, 1],
    [2, 2],
  ])
  assert.deepEqual(align([1, 2], [3, 4]), [])
  assert.deepEqual(align([], [1]), [])
})

test('short lists are aligned as far as can be', () => {
  const key = fc.nat({ max: 4 })
  fc.assert(
    fc.property(fc.array(key, { maxLength: 8 }), fc.array(key, { maxLength: 8 }), (a, b) => {
      const pairs = align(a, b)
      assert.equal(pairs.length, longest(a, b))
      assertAscending(a, b, pairs)
    }),
  )
})

test('long lists are aligned by what each has once, and by what is near where nothing is', () => {
  const a = Array.from({ length: 3000 }, (_, i) => i)
  const b = a.filter((i) => i % 7 !== 0).flatMap((i) => (i % 5 === 0 ? [i, -i - 1] : [i]))
  const pairs = align(a, b)
  assertAscending(a, b, pairs)
  assert.equal(pairs.length, a.filter((i) => i % 7 !== 0).length)
  const same = Array.from({ length: 2000 }, (_, i) => i % 2)
  const shifted = [5, ...same.slice(0, -3), 6]
  const near = align([7, ...same, 8], shifted)
  assertAscending([7, ...same, 8], shifted, near)
  assert.equal(near.length > 1900, true)
})

function assertAscending(a: number[], b: number[], pairs: [number, number][]): void {
  pairs.forEach(([i, j], at) => {
    assert.equal(a[i], b[j])
    const [previousI, previousJ] = pairs[at - 1] ?? [-1, -1]
    assert.equal(i > previousI && j > previousJ, true)
  })
}

function longest(a: number[], b: number[]): number {
  const [x, ...restA] = a
  const [y, ...restB] = b
  if (x === undefined || y === undefined) return 0
  return x === y ? 1 + longest(restA, restB) : Math.max(longest(restA, b), longest(a, restB))
}
