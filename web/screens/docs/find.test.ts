import assert from 'node:assert/strict'
import { test } from 'node:test'
import { find } from './find.ts'

const entry = (title: string, text = '', within = '') => ({ address: `/${title}`, title, text, within })

const long = 'before '.repeat(40)
const entries = [
  entry('Signatures', 'The HMAC of the body.', 'Webhooks'),
  entry('Receiver', 'It checks signatures of webhooks.', 'Webhooks'),
  entry('Errors', 'What to do.'),
  entry('Errors of OAuth', 'As RFC 6749 has it.'),
  entry('Far down', `${long}needle ${long}`),
]

const cases: [query: string, titles: string[]][] = [
  ['signature', ['Signatures', 'Receiver']],
  ['SIGNATURES webhooks', ['Signatures', 'Receiver']],
  ['errors', ['Errors', 'Errors of OAuth']],
  ['rfc errors', ['Errors of OAuth']],
  ['signatures oauth', []],
  ['  ', []],
]

for (const [query, titles] of cases) {
  test(`“${query}” finds ${titles.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(
      find(entries, query).map((found) => found.entry.title),
      titles,
    )
  })
}

test('what stands around a word is told, and no more', () => {
  const { excerpt } = find(entries, 'needle')[0]!
  assert.match(excerpt, /^… before .*needle.* …$/)
  assert.ok(excerpt.length < 200)
})
