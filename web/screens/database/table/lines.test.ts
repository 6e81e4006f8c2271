import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Group } from '../../../data/view.ts'
import { linesOf, type Section } from './lines.ts'

const section = (count: number, isOpen = true): Section => ({ group: {} as Group, count, isOpen })

for (const [name, sections, expected] of [
  ['rows without groups have no head', [{ group: null, count: 3, isOpen: true }], '0:0 0:1 0:2'],
  ['a group is its head and its rows', [section(2), section(1)], '0:-1 0:0 0:1 1:-1 1:0'],
  ['of a folded group the head is there', [section(9, false), section(1)], '0:-1 1:-1 1:0'],
  ['a group may be empty', [section(0), section(0), section(1)], '0:-1 1:-1 2:-1 2:0'],
] as const) {
  test(`lines of a table: ${name}`, () => {
    const lines = linesOf(sections)
    const all = Array.from({ length: lines.count }, (_, index) => lines.at(index)!)
    assert.equal(all.map(({ section, row }) => `${section}:${row}`).join(' '), expected)
    assert.deepEqual(
      all.map(lines.indexOf),
      all.map((_, index) => index),
    )
    assert.deepEqual([lines.at(-1), lines.at(lines.count)], [undefined, undefined])
  })
}

test('rows among some lines are told by section', () => {
  const lines = linesOf([section(3), section(5, false), section(0), section(100)])
  assert.deepEqual(lines.rowsIn(2, 40), [
    { section: 0, from: 1, to: 2 },
    { section: 3, from: 0, to: 33 },
  ])
  assert.deepEqual(lines.rowsIn(4, 5), [])
})
