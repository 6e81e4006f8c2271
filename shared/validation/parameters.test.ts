import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { readParameters } from './parameters.ts'
import { Nullable, Uuid } from './schemas.ts'

const Query = Type.Object({
  page_size: Type.Optional(Type.Number()),
  start_cursor: Type.Optional(Nullable(Uuid)),
  include_transcript: Type.Optional(Type.Boolean()),
  filter_properties: Type.Optional(Type.Array(Type.String())),
  name: Type.Optional(Type.String()),
})

test('texts are read as numbers, truth values, lists and ids where the schema has these', () => {
  const given = {
    page_size: '25',
    start_cursor: '393ABC1EEDCD81B497E40123456789AB',
    include_transcript: 'true',
    filter_properties: 'title',
    name: '25',
  }
  assert.deepEqual(readParameters(Query, given), {
    page_size: 25,
    start_cursor: '393abc1e-edcd-81b4-97e4-0123456789ab',
    include_transcript: true,
    filter_properties: ['title'],
    name: '25',
  })
})

test('what cannot be read stays as it is, for the check to refuse', () => {
  const given = {
    page_size: 'ten',
    include_transcript: '1',
    start_cursor: 'x',
    unknown: '1',
    constructor: 'x',
  }
  assert.deepEqual(readParameters(Query, given), given)
  for (const page_size of ['', ' 1', '0x10', '1e3', '9'.repeat(400), 'Infinity']) {
    assert.deepEqual(readParameters(Query, { page_size }), { page_size })
  }
  assert.deepEqual(readParameters(Query, { page_size: ['1', '2'] }), { page_size: ['1', '2'] })
})
