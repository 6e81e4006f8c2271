import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoredSchema } from './property.ts'
import { encodePropertyId, findProperty, newPropertyId } from './property-ids.ts'

const free = () => false
const schemaOf = (...properties: [id: string, name: string][]): StoredSchema =>
  Object.fromEntries(
    properties.map(([id, name]) => [id, { id, name, description: null, type: 'number', config: {} }]),
  )

test('a new id is four printable characters that sort before title', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (random) => {
      const id = newPropertyId(free, () => random)
      assert.match(id, /^[\x21-\x24\x26-\x7e]{4}$/)
      assert.ok(id < 'title')
    }),
  )
})

test('a new id has no two dots in a row, with which the official SDK sends no request', () => {
  const places = 'abcd'.length
  const numberOf = (id: string) => [...id].reduce((sum, letter) => sum * 94 + letter.charCodeAt(0) - 0x21, 0)
  const most = (0x74 - 0x21) * 94 ** (places - 1)
  for (const id of ['..>k', 'a..b', 'ab..', '....']) {
    // A little more than the number itself, which is rounded down.
    const drawn = newPropertyId(free, () => (numberOf(id) + 0.5) / most)
    assert.ok(!drawn.includes('..'), `${id} became ${drawn}`)
    assert.equal(
      newPropertyId(
        (known) => known === drawn,
        () => (numberOf(id) + 0.5) / most,
      ).includes('..'),
      false,
    )
  }
})

test('where the drawn id is taken, the next free one is it', () => {
  const ids = new Set<string>()
  for (let count = 0; count < 300; count++)
    ids.add(
      newPropertyId(
        (id) => ids.has(id),
        () => 0.999999999,
      ),
    )
  assert.equal(ids.size, 300)
})

test('ids are percent-encoded with upper-case digits', () => {
  assert.deepEqual(['W[Y[', '|t\\<', 'title', 'v~.!'].map(encodePropertyId), [
    'W%5BY%5B',
    '%7Ct%5C%3C',
    'title',
    'v~.!',
  ])
})

test('a property is found by name and by its id: raw, encoded once and twice', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (random) => {
      const id = newPropertyId(free, () => random)
      const schema = schemaOf([id, 'Points'], ['title', 'Name'])
      const once = encodePropertyId(id)
      for (const key of ['Points', id, once, encodePropertyId(once)]) {
        assert.equal(findProperty(schema, key)?.id, id, key)
      }
    }),
  )
})

test('a name goes before an id, and what is neither is not found', () => {
  const schema = schemaOf(['abcd', 'Points'], ['efgh', 'abcd'], ['title', '__proto__'])
  assert.equal(findProperty(schema, 'abcd')?.id, 'efgh')
  assert.equal(findProperty(schema, '__proto__')?.id, 'title')
  for (const key of ['constructor', 'toString', '%', '%E0%A4%A', '', 'points', '\ud800']) {
    assert.equal(findProperty(schema, key), undefined, key)
  }
})
