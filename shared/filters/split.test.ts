import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERY_ROW, type Filter } from './filter.ts'
import { type IsLeft, splitFilter } from './split.ts'

const on = (propertyId: string): Filter => ({
  kind: 'property',
  propertyId,
  type: 'checkbox',
  test: { family: 'checkbox', operator: 'equals', operand: true },
})
const [a, b, left] = [on('a'), on('b'), on('left')]
const and = (...filters: Filter[]): Filter => ({ kind: 'and', filters })
const or = (...filters: Filter[]): Filter => ({ kind: 'or', filters })
const isLeft: IsLeft = ({ propertyId }) => propertyId === 'left'

const cases: [name: string, whole: Filter, inStore: Filter, left: Filter | null][] = [
  ['what the store can tell is left to it', and(a, or(a, b)), and(a, or(a, b)), null],
  ['one that it cannot tell is looked at', left, EVERY_ROW, left],
  ['only the part of an `and` that it cannot tell', and(a, left), and(a), and(left)],
  ['the whole of an `or`, one of which it cannot tell', or(a, left), EVERY_ROW, or(a, left)],
  ['an `or` whose parts it can tell in part', or(and(a, left), b), or(and(a), b), or(and(a, left), b)],
  ['an `or` within an `and`', and(a, or(b, left)), and(a), and(or(b, left))],
]

for (const [name, whole, inStore, rest] of cases) {
  test(name, () => assert.deepEqual(splitFilter(whole, isLeft), { inStore, left: rest }))
}
