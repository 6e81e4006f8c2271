import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, idOfAddress } from './addresses.ts'

const baseUrl = 'http://127.0.0.1:3000'
const hex = '1a2b3c4d5e6f4a8b9c0d1e2f3a4b5c6d'
const id = '1a2b3c4d-5e6f-4a8b-9c0d-1e2f3a4b5c6d'
const other = '2'.repeat(32)

test('an object is found below the server', () => assert.equal(addressOf(id, baseUrl), `${baseUrl}/${hex}`))

const named = [
  hex,
  id,
  id.toUpperCase(),
  `{{${hex}}}`,
  `${baseUrl}/${hex}`,
  `${baseUrl}/Some-Title-${hex}`,
  `${baseUrl}/public/Some-Title-${hex}?x=1`,
  `${baseUrl}/${id}`,
  `/${hex}`,
  `https://www.notion.so/${hex}`,
  `https://notion.so/workspace/Title-with-cafe-${hex}?pvs=4`,
  `https://www.notion.so/workspace/${other}?v=${other}&p=${hex}&pm=s`,
  `https://app.notion.com/p/${hex}`,
  `https://app.notion.com/p/Title-${hex}/`,
  `https://acme.notion.site/Title-${hex}`,
  `https://acme.notion.site/Title-${hex}#${other}`,
  `user://${id}`,
  `collection://${id}`,
]

for (const address of named) {
  test(`${address} names its object`, () => assert.equal(idOfAddress(address, baseUrl), id))
}

test('a fragment names a block where one is wanted', () => {
  const address = `https://app.notion.com/p/${other}#${hex}`
  assert.equal(idOfAddress(address, baseUrl, 'block'), id)
  assert.equal(idOfAddress(`${baseUrl}/${hex}`, baseUrl, 'block'), id)
})

const nameless = [
  '',
  'x',
  `https://example.com/${hex}`,
  `${hex}0`,
  `https://www.notion.so/x${hex}`,
  `${baseUrl}/`,
  `//${hex}`,
  'user://x',
  '{{}}',
]

for (const address of nameless) {
  test(`«${address}» names nothing`, () => assert.equal(idOfAddress(address, baseUrl), undefined))
}
