import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TreeItem } from '#client/generated.ts'
import { dropAtTop, dropOn, type Section, type Standing, type Zone } from './places.ts'

const item = (id: string, more: Partial<TreeItem> = {}): TreeItem => ({
  object: 'tree_item',
  id,
  type: 'page',
  title: id,
  icon: null,
  parent: { type: 'workspace', workspace: true },
  level: 'full_access',
  has_children: false,
  in_trash: false,
  url: '',
  ...more,
})

const root = (id: string, section: Section, more: Partial<Standing> = {}): Standing => ({
  item: item(id),
  section,
  isRoot: true,
  beside: [],
  previous: null,
  ...more,
})

const inside = (id: string, page_id: string, more: Partial<Standing> = {}): Standing => ({
  item: item(id, { parent: { type: 'page_id', page_id } }),
  section: 'private',
  isRoot: false,
  beside: [],
  previous: null,
  ...more,
})

const team: Section = 'teamspace t'
const there = { teamspace_id: 't' }
const readOnly = { item: item('x', { level: 'view' }) }
const database = { item: item('x', { type: 'database' }) }

const drops: [name: string, dragged: Standing, target: Standing, zone: Zone, expected: object | null][] = [
  ['into a page', root('x', 'private'), root('y', 'private'), 'inside', { parent: { page_id: 'y' } }],
  ['on itself', root('x', 'private'), root('x', 'private'), 'inside', null],
  ['into a database', root('x', 'private'), root('y', team, database), 'inside', null],
  ['into what may not be changed', root('x', 'private'), root('y', team, readOnly), 'inside', null],
  ['behind another root', root('x', 'private'), root('y', 'private'), 'after', { after: 'y' }],
  ['before the first root', root('x', 'private'), root('y', 'private'), 'before', { after: null }],
  ['to a teamspace', root('x', 'private'), root('y', team), 'after', { parent: there, after: 'y' }],
  [
    'from a page to private',
    inside('x', 'p'),
    root('y', 'private'),
    'after',
    { parent: { private: true }, after: 'y' },
  ],
  ['to what is shared', root('x', 'private'), root('y', 'shared'), 'after', null],
  ['among what is shared', root('x', 'shared'), root('y', 'shared'), 'after', { after: 'y' }],
  ['a database to the top', root('x', 'private', database), root('y', team), 'after', null],
  ['where it stands', root('x', 'private'), root('y', 'private', { previous: item('x') }), 'before', null],
  ['to the favourites', root('x', team, readOnly), root('y', 'favorites'), 'after', { after: 'y' }],
  ['among the pages of one', inside('x', 'p'), inside('y', 'p'), 'after', { after: 'y' }],
  [
    'among those of another',
    inside('x', 'p'),
    inside('y', 'q'),
    'before',
    { parent: { page_id: 'q' }, after: null },
  ],
  [
    'before one with another before it',
    inside('x', 'p'),
    inside('y', 'p', { previous: inside('z', 'p').item }),
    'before',
    { after: 'z' },
  ],
]
for (const [name, dragged, target, zone, expected] of drops) {
  test(`a drop ${name}`, () => {
    const drop = dropOn(dragged, target, zone)
    if (expected === null) return assert.equal(drop, null)
    const { item: moved, ...where } = drop!.placing
    assert.deepEqual([moved.id, where], ['x', expected])
  })
}

test('a drop on the name of a section goes to its end', () => {
  assert.deepEqual(dropAtTop(inside('x', 'p'), team)?.placing.parent, there)
  assert.equal(dropAtTop(root('x', team), team), null)
  assert.equal(dropAtTop(root('x', team), 'favorites')?.kind, 'favorite')
})
