import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, listed, moveColumn } from './columns.ts'

const property = (id: string, type = 'number') => ({ id, name: id, type })
const source = {
  properties: { a: property('a'), Name: property('title', 'title'), b: property('b%3D'), c: property('c') },
}
const view = (properties?: object[]) => ({
  configuration: { type: 'table' as const, ...(properties && { properties: properties as never }) },
})
const shown = (columns: ReturnType<typeof columnsOf>) =>
  columns.map((column) => `${column.isShown ? '' : '-'}${column.property.id}`)

for (const [name, properties, expected] of [
  ['a view that lists nothing shows all, the title first', undefined, ['title', 'a', 'b%3D', 'c']],
  ['what a view does not list is hidden', [{ property_id: 'b=' }], ['title', 'b%3D', '-a', '-c']],
  [
    'what a view hides keeps its place',
    [{ property_id: 'c', visible: false }, { property_id: 'a' }],
    ['title', '-c', 'a', '-b%3D'],
  ],
  [
    'the title is never hidden',
    [{ property_id: 'a' }, { property_id: 'title', visible: false }],
    ['title', 'a', '-b%3D', '-c'],
  ],
  [
    'what is no property any longer is left out',
    [{ property_id: 'gone' }, { property_id: 'a' }],
    ['title', 'a', '-b%3D', '-c'],
  ],
] as const) {
  test(name, () => assert.deepEqual(shown(columnsOf(view(properties as never), source)), expected))
}

test('a column keeps what its view says of it', () => {
  const properties = [
    { property_id: 'title', visible: true },
    { property_id: 'b=', visible: true, width: 90, wrap: true },
  ]
  assert.deepEqual(listed(columnsOf(view(properties), source)).slice(0, 2), properties)
})

test('a column is moved before another or to the end, and never before the title', () => {
  const columns = columnsOf(view(), source)
  assert.deepEqual(shown(moveColumn(columns, 'c', 'a')), ['title', 'c', 'a', 'b%3D'])
  assert.deepEqual(shown(moveColumn(columns, 'a', null)), ['title', 'b%3D', 'c', 'a'])
  assert.deepEqual(shown(moveColumn(columns, 'c', 'title')), ['title', 'c', 'a', 'b%3D'])
  assert.deepEqual(shown(moveColumn(columns, 'title', null)), ['title', 'a', 'b%3D', 'c'])
})
