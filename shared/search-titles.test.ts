import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchesTitle, searchWords } from './search-titles.ts'

const found: [query: string, title: string][] = [
  ['', 'Anything'],
  ['  ', ''],
  ['Markdown Test', 'Tests'],
  ['Markdown Test', 'Markdown Text Test'],
  ['ROAD', 'Product roadmap'],
  ['map', 'Product roadmap'],
  ['strasse', 'Große Straße'],
  ['ΣΊΣΥΦΟΣ', 'Ο μύθος του Σίσυφου και ο Σίσυφος'],
  ['e\u0301clair', 'ÉCLAIRS'],
  ['京', '東京タワー'],
  ['🎉', 'Party 🎉'],
  ['❤️', 'I ❤️ tea'],
  ['q3-plan', 'Plan for Q3'],
  ['???', 'Why???'],
  ['हिन्दी', 'हिन्दी पाठ'],
]
const notFound: [query: string, title: string][] = [
  ['nonsense', 'Product roadmap'],
  ['roadmaps', 'Product roadmap'],
  ['393abc1e-edcd-81b4-97e4-0123456789ab', 'Product roadmap'],
  ['x', ''],
  ['???', 'Why'],
  ['🎉', 'Party'],
]

for (const [query, title] of found) {
  test(`"${query}" finds "${title}"`, () => assert.ok(matchesTitle(query, title)))
}
for (const [query, title] of notFound) {
  test(`"${query}" does not find "${title}"`, () => assert.ok(!matchesTitle(query, title)))
}

test('words are runs of letters and digits, folded, each once', () => {
  assert.deepEqual(searchWords('The plan, the PLAN: Q3_2026 (draft) 👩‍👩‍👧!'), [
    'the',
    'plan',
    'q3_2026',
    'draft',
    '👩‍👩‍👧',
  ])
  assert.deepEqual(searchWords('...'), [])
})

test('every text is found by itself and by each of its words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.ok(matchesTitle(text, text))
      for (const word of searchWords(text)) assert.ok(matchesTitle(word, text))
    }),
  )
})
