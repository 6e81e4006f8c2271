import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printJson, ReadyJson } from './json.ts'

const ready = new ReadyJson('{"object":"block","id":"a"}')

test('prints as JSON does, and ready text as it stands', () => {
  const values: [unknown, string][] = [
    [{}, '{}'],
    [null, 'null'],
    [{ a: undefined, b: null, c: [1, { d: 'é"' }] }, '{"b":null,"c":[1,{"d":"é\\""}]}'],
    [ready, ready.text],
    [{ object: 'page', properties: ready }, `{"object":"page","properties":${ready.text}}`],
    [
      { results: [ready, { id: 'b', properties: ready }, { id: 'c' }], next_cursor: null },
      `{"results":[${ready.text},{"id":"b","properties":${ready.text}},{"id":"c"}],"next_cursor":null}`,
    ],
    [{ __proto__x: 1, ['__proto__']: 2 }, '{"__proto__x":1,"__proto__":2}'],
  ]
  for (const [value, text] of values) {
    assert.equal(printJson(value), text)
    assert.deepEqual(JSON.parse(printJson(value)), JSON.parse(JSON.stringify(value)))
  }
})

test('ends with what is put behind', () => {
  assert.equal(printJson({}, ',"x":1'), '{"x":1}')
  assert.equal(printJson({ a: [] }, ',"x":1'), '{"a":[],"x":1}')
  assert.equal(printJson(ready, ',"x":1'), '{"object":"block","id":"a","x":1}')
})
