import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StoredSchema } from '../properties/property.ts'
import {
  indexEntries,
  keyLabel,
  keyNumber,
  LONGEST_KEY,
  longEntry,
  markOf,
  marksNumber,
  namedEntry,
  numberKey,
  rowKeys,
} from './row-keys.ts'

const schemaOf = (types: Record<string, string>): StoredSchema =>
  Object.fromEntries(
    Object.entries(types).map(([id, type]) => [id, { id, name: id, description: null, type, config: {} }]),
  )
const run = (text: string) => ({ type: 'text', plain_text: text })
const none = { unique_number: null }

test('keys of numbers compare as the numbers do, byte by byte', () => {
  const number = fc.double({ noNaN: true })
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [left, right] = [numberKey(a), numberKey(b)]
      assert.equal(left < right, a < b)
      assert.equal(left === right, a === b)
    }),
    { numRuns: 2000 },
  )
  assert.equal(numberKey(-0), numberKey(0))
})

test('a number comes back from its key', () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), (number) => keyNumber(numberKey(number)) === number))
})

test('every type that the store can tell has a key, and empty values have none', () => {
  const types = {
    title: 'title',
    'a"b\\': 'rich_text',
    num1: 'number',
    'sel%': 'select',
    mult: 'multi_select',
    chec: 'checkbox',
    date: 'date',
    peop: 'people',
    file: 'files',
    plac: 'place',
    verification: 'verification',
    uniq: 'unique_id',
    rela: 'relation',
    butt: 'button',
    crea: 'created_time',
  }
  const values = {
    title: [run('ÉTÉ '), run('Ss')],
    'a"b\\': [run('x')],
    num1: -1.5,
    'sel%': 'option',
    mult: ['one', 'two'],
    chec: true,
    date: { start: '2026-06-15', end: null, time_zone: null },
    peop: ['ada'],
    file: [{ name: 'A.pdf' }, { name: 'b' }],
    plac: { name: null, address: 'Bern' },
    verification: { state: 'verified', date: null },
  }
  assert.deepEqual(rowKeys(schemaOf(types), values, { unique_number: 7 }), {
    [keyLabel('one', 'title')]: 'été ss',
    [keyLabel('one', 'a"b\\')]: 'x',
    [keyLabel('one', 'num1')]: numberKey(-1.5),
    [keyLabel('option', 'sel%')]: 'option',
    [keyLabel('many', 'mult')]: '\none\ntwo\n',
    [keyLabel('option', 'chec')]: '1',
    [keyLabel('one', 'date')]: numberKey(Date.UTC(2026, 5, 15)),
    [keyLabel('many', 'peop')]: '\nada\n',
    [keyLabel('one', 'file')]: 'a.pdf\u0001b',
    [keyLabel('one', 'plac')]: 'bern',
    [keyLabel('one', 'verification')]: numberKey(Number.POSITIVE_INFINITY),
    [keyLabel('one', 'uniq')]: numberKey(7),
  })
  assert.deepEqual(rowKeys(schemaOf(types), {}, none), {})
})

test('text that names somebody has no key, and an entry that says so', () => {
  const mention = { type: 'mention', mention: { type: 'user', user: { id: 'ada' } } }
  const keys = rowKeys(schemaOf({ title: 'title' }), { title: [run('by '), mention] }, none)
  assert.deepEqual(keys, { [keyLabel('named', 'title')]: '' })
  assert.deepEqual(indexEntries(keys).entries, [{ property_id: namedEntry('title'), key: '' }])
})

test('the index keeps the beginning of a long key, and says so', () => {
  const long = '👍'.repeat(LONGEST_KEY + 1)
  const { entries } = indexEntries({ [keyLabel('one', 'title')]: long })
  assert.deepEqual(entries, [
    { property_id: 'title', key: '👍'.repeat(LONGEST_KEY) },
    { property_id: longEntry('title'), key: '' },
  ])
})

test('lists have an entry for each id, options and lists a mark', () => {
  const keys = { [keyLabel('many', 'peop')]: '\nada\nbob\nada\n', [keyLabel('option', 'chec')]: '1' }
  assert.deepEqual(indexEntries(keys), {
    entries: [
      { property_id: 'peop', key: 'ada' },
      { property_id: 'peop', key: 'bob' },
      { property_id: 'chec', key: '1' },
    ],
    marks: marksNumber([markOf('peop', 'ada'), markOf('peop', 'bob'), markOf('chec', '1')]),
  })
  assert.ok(Number.isSafeInteger(marksNumber(Array.from({ length: 60 }, (_, index) => index % 52))))
})

test('property ids come back from labels whatever they hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (id) => {
      assert.equal(indexEntries({ [keyLabel('one', id)]: 'x' }).entries[0]!.property_id, id)
    }),
  )
})
