import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printValue } from './print-value.ts'

test('short values are their JSON', () => {
  for (const value of [null, true, 0, -1.5, 'a"b', [], {}, [1, { a: [null] }], { a: 1, b: [], c: {} }]) {
    assert.equal(printValue(value), JSON.stringify(value))
  }
  assert.equal(printValue(undefined), 'undefined')
})

test('long values are cut where Notion cuts them', () => {
  const blocks = [{ object: 'block', type: 'bulleted_list_item', bulleted_list_item: { rich_text: [] } }]
  assert.equal(printValue(blocks), '[{"object":"block","type":"bulleted_list_item","bullete...')
  assert.equal(
    printValue('f5820afe77ee4c589e91903f956bdda1?v=9a3e53af8585464db3e0000000000000'),
    '"f5820afe77ee4c589e91903f956bdda1?v=9a3e53af8585464db3e...',
  )
})

test('any value is printed as the beginning of its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const json = JSON.stringify(value)
      const printed = printValue(value)
      if (json.length <= 58) assert.equal(printed, json)
      else assert.ok(printed.endsWith('...') && json.startsWith(printed.slice(0, -3)))
    }),
  )
})

test('a value too deep for JSON.stringify is printed all the same', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = level % 2 ? [deep] : { a: deep }
  assert.ok(printValue(deep).startsWith('[{"a":[{"a":'))
})

test('an emoji is not cut in half', () => {
  assert.ok(printValue(`${'x'.repeat(53)}${'🎯'.repeat(20)}`).isWellFormed())
})
