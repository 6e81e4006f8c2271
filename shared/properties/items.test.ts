import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PropertyItemListResponse, PropertyItemObjectResponse } from '@notionhq/client'
import { storeRichText } from '../rich-text/store.ts'
import { ada, adaShown, sprint, view } from './example-contexts.ts'
import { isListed, presentItemList, presentListedItem, presentPropertyItem } from './items.ts'
import { propertyTypes } from './registry.ts'

const property = (type: string, config: object = {}) => ({
  id: '?B:W',
  name: 'P',
  description: null,
  type,
  config,
})

test('texts, people, relations and rollups are listed, all others answered whole', () => {
  assert.deepEqual(
    [...propertyTypes.keys()].filter((type) => isListed(property(type))),
    ['title', 'rich_text', 'people', 'relation', 'rollup'],
  )
})

test('a whole value is one item', () => {
  const expected: PropertyItemObjectResponse = {
    object: 'property_item',
    type: 'number',
    id: '%3FB%3AW',
    number: 5,
  }
  assert.equal(JSON.stringify(presentPropertyItem(property('number'), 5, view)), JSON.stringify(expected))
})

test('each entry of a list is an item with one object', () => {
  const [run] = storeRichText([{ text: { content: 'a' } }])
  const head = { object: 'property_item', id: '%3FB%3AW' } as const
  const expected: PropertyItemObjectResponse[] = [
    { ...head, type: 'title', title: run as never },
    { ...head, type: 'rich_text', rich_text: run as never },
    { ...head, type: 'people', people: adaShown as never },
    { ...head, type: 'relation', relation: { id: sprint } },
  ]
  const entries = { title: run, rich_text: run, people: ada, relation: sprint }
  for (const item of expected) {
    const entry = entries[item.type as keyof typeof entries]
    assert.deepEqual(presentListedItem(property(item.type), entry, view), item)
  }
  assert.deepEqual(Object.keys(presentListedItem(property('people'), ada, view)), [
    'object',
    'type',
    'id',
    'people',
  ])
})

test('the list says which property it is of and where it goes on', () => {
  const expected: PropertyItemListResponse['property_item'] = {
    id: '%3FB%3AW',
    next_url: 'http://127.0.0.1:3000/next',
    type: 'relation',
    relation: {},
  }
  assert.equal(
    JSON.stringify(presentItemList(property('relation'), 'http://127.0.0.1:3000/next')),
    JSON.stringify(expected),
  )
  assert.equal(presentItemList(property('title'), null).next_url, null)
})
