import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type SaidText, toDraft, toRichText } from './comment-draft.ts'

const looks = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}
const plain = (content: string, url?: string): SaidText => ({
  type: 'text',
  plain_text: content,
  href: url ?? null,
  annotations: looks,
  text: { content, link: url ? { url } : null },
})
const mention = (name: string, id: string): SaidText => ({
  type: 'mention',
  plain_text: `@${name}`,
  href: null,
  annotations: looks,
  mention: { type: 'user', user: { id } },
})

test('what is written in a field becomes mentions, links and text', () => {
  const mentioned = new Map([
    ['Ada', '1'],
    ['Ada (Ops)', '2'],
  ])
  assert.deepEqual(toRichText({ text: 'Hi @Ada (Ops), see https://a.test/b. @Bo', mentioned }), [
    { text: { content: 'Hi ' } },
    { mention: { user: { id: '2' } } },
    { text: { content: ', see ' } },
    { text: { content: 'https://a.test/b', link: { url: 'https://a.test/b' } } },
    { text: { content: '. @Bo' } },
  ])
})

for (const [name, runs, draft] of [
  ['text and mentions', [plain('Hi '), mention('Ada', '1')], 'Hi @Ada'],
  ['an address', [plain('https://a.test', 'https://a.test')], 'https://a.test'],
  ['a link with words of its own', [plain('here', 'https://a.test')], null],
  ['bold words', [{ ...plain('loud'), annotations: { ...looks, bold: true } }], null],
  ['an equation', [{ ...plain('x'), type: 'equation' }], null],
] as const) {
  test(`${name} ${draft === null ? 'cannot be changed in a field' : 'can be changed in a field'}`, () => {
    assert.equal(toDraft(runs)?.text ?? null, draft)
  })
}
