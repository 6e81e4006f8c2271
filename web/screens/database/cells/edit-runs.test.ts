import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { editRuns, plainOf, type Run, toRequest } from './edit-runs.ts'

const plain = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: 'default',
}
const text = (content: string, looks = {}): Run => ({
  type: 'text',
  text: { content, link: null },
  annotations: { ...plain, ...looks },
  plain_text: content,
  href: null,
})
const ada: Run = {
  type: 'mention',
  mention: { type: 'user', user: { id: 'a' } },
  annotations: plain,
  plain_text: '@Ada',
}
const bold = { bold: true }

for (const [name, before, written, after] of [
  [
    'what is written behind looks like what stands before',
    [text('so '), text('bold', bold)],
    'so bolder',
    [text('so '), text('bolder', bold)],
  ],
  ['what is written at the start looks like what follows', [text('old', bold)], 'bold', [text('bold', bold)]],
  ['a mention that is not touched stays one', [text('ask '), ada], 'do ask @Ada', [text('do ask '), ada]],
  ['behind a mention text begins', [ada], '@Ada!', [ada, text('!')]],
  ['before a mention text begins', [ada], 'O @Ada', [text('O '), ada]],
  ['a mention that is changed becomes text', [ada], '@Ad', [text('@Ad')]],
  ['everything may go', [text('all', bold), ada], '', []],
  ['into nothing plain text is written', [], 'new', [text('new')]],
  ['a character of two halves stays whole', [text('👍')], '👎', [text('👎')]],
] as [string, Run[], string, Run[]][]) {
  test(name, () => assert.deepEqual(editRuns(before, written), after))
}

test('whatever is written, it is what stands there', () => {
  const runs = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }).map((content) => text(content)),
      fc.constant(ada),
    ),
  )
  fc.assert(
    fc.property(runs, fc.string({ unit: 'grapheme' }), (before, written) => {
      assert.equal(plainOf(editRuns(before, written)), written)
    }),
  )
})

test('long text is sent in pieces that no character is cut by', () => {
  const content = `${'a'.repeat(1999)}👍${'b'.repeat(2500)}`
  const pieces = toRequest([text(content, bold), ada])
  assert.deepEqual(
    pieces.map(({ plain_text }) => plain_text.length),
    [1999, 2000, 502, 4],
  )
  assert.equal(plainOf(pieces), `${content}@Ada`)
  assert.deepEqual(pieces[0]?.annotations, { ...plain, ...bold })
})
