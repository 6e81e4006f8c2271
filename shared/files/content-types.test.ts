import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseType, canHold, categoryOf, contentTypeOf, endingFor } from './content-types.ts'

const names: [string, string | undefined][] = [
  ['plan.txt', 'text/plain'],
  ['PLAN.TXT', 'text/plain'],
  ['a.b.png', 'image/png'],
  ['.png', undefined],
  ['png', undefined],
  ['a.', undefined],
  ['a.exe', undefined],
  ['a.constructor', undefined],
  ['a.__proto__', undefined],
]
for (const [name, type] of names) {
  test(`a file called ${name} holds ${type ?? 'nothing that is taken'}`, () =>
    assert.equal(contentTypeOf(name), type))
}

test('a file may hold what others call its type', () => {
  assert.equal(canHold('a.ico', 'image/x-icon'), true)
  assert.equal(canHold('a.mp4', 'audio/mp4'), true)
  assert.equal(canHold('a.mp4', 'image/png'), false)
  assert.equal(canHold('a.exe', 'image/png'), false)
})

test('an ending is found for a type, the usual one first', () => {
  const types = [
    'video/mp4',
    'video/webm',
    'audio/ogg',
    'image/jpeg',
    'text/html',
    'application/vnd.ms-excel',
  ]
  assert.deepEqual(types.map(endingFor), ['mp4', 'webm', 'ogg', 'jpg', 'html', 'xls'])
  assert.equal(endingFor('image/x-icon'), 'ico')
  assert.equal(endingFor('application/x-msdownload'), undefined)
})

test('a type counts without its parameters', () => {
  assert.equal(baseType('Text/PLAIN; charset=utf-8'), 'text/plain')
})

test('every type has a category', () => {
  assert.deepEqual(
    ['image/png', 'video/mp4', 'audio/mpeg', 'application/pdf', 'text/plain'].map(categoryOf),
    ['image', 'video', 'audio', 'pdf', 'productivity'],
  )
})
