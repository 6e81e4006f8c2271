import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTerms, excerptOf, highlighted } from './excerpt.ts'
import { soughtFor, termsOf } from './terms.ts'
import { keysOf, wordsOf } from './words.ts'

const folded = (text: string) => [...wordsOf(text)].map((word) => word.text)

const words: [text: string, expected: string[]][] = [
  ['', []],
  ['Plan, 2026!', ['plan', '2026']],
  ['snake_case', ['snake_case']],
  ['Crème BRÛLÉE Größe', ['creme', 'brulee', 'grosse']],
  ['Łódź Øre Œuvre Ærø', ['lodz', 'ore', 'oeuvre', 'aero']],
  ['ΣΊΣΥΦΟΣ', ['σισυφοσ']],
  ['Ёлка', ['елка']],
  ['ﬁnd ＡＢＣ', ['find', 'abc']],
  ['iPhone手机', ['iphone', '手机']],
  ['東京都 カード', ['東京都', 'カード']],
  ['서울에서', ['서울에서']],
  ['हिन्दी', ['हिन्दी']],
  ['مُحَمَّد', ['محمد']],
  ['🚀 launch', ['🚀', 'launch']],
]
for (const [text, expected] of words) {
  test(`the words of «${text}» are ${expected.join(', ') || 'none'}`, () =>
    assert.deepEqual(
      folded(text),
      expected.map((word) => word.normalize('NFC')),
    ))
}

test('a run of letters without spaces is kept as pairs, and any part of it is sought by them', () => {
  assert.deepEqual(keysOf({ text: '東京都', isRun: true }), ['東京', '京都', '都'])
  const sought = (query: string) => termsOf(query).map(soughtFor)
  assert.deepEqual(sought('京都'), [{ keys: ['京都'], isPrefix: false }])
  assert.deepEqual(sought('都'), [{ keys: ['都'], isPrefix: true }])
  assert.deepEqual(sought('東京都'), [{ keys: ['東京', '京都'], isPrefix: false }])
  assert.deepEqual(sought('Bud a'), [
    { keys: ['bud'], isPrefix: true },
    { keys: ['a'], isPrefix: false },
  ])
})

const marked: [text: string, query: string, expected: string][] = [
  ['The budget of Ada', 'bud ada', 'The [bud]get of [Ada]'],
  ['Crème brûlée', 'creme', '[Crème] brûlée'],
  ['Größe', 'gros', '[Größe]'],
  ['東京都の予算', '京都', '東[京都]の予算'],
  ['a b', 'a', '[a] b'],
  ['ab', 'a', 'ab'],
  ['nothing', 'some', 'nothing'],
]
for (const [text, query, expected] of marked) {
  test(`«${query}» is marked in «${text}»`, () =>
    assert.equal(shown(highlighted(text, termsOf(query))), expected))
}

test('an excerpt stands around the first match and is cut between words', () => {
  const text = `${'before '.repeat(60)}budget ${'after '.repeat(60)}`
  const excerpt = excerptOf(text, termsOf('budget'))
  assert.match(shown(excerpt), /^…(before )+\[budget\] (after )+after…$/)
  assert.ok(excerpt.text.length < 170)
  assert.equal(shown(excerptOf('One\nbudget', termsOf('budget'))), 'One [budget]')
  const runs = excerptOf(`${'𠮷'.repeat(300)}京都${'野'.repeat(300)}`, termsOf('京都'))
  assert.ok(runs.text.isWellFormed())
})

test('the terms of a text are counted once each', () =>
  assert.equal(countTerms('budget budget plan', termsOf('budget plan year')), 2))

function shown({ text, highlights }: ReturnType<typeof highlighted>): string {
  return highlights.reduceRight(
    (left, { start, end }) => `${left.slice(0, start)}[${left.slice(start, end)}]${left.slice(end)}`,
    text,
  )
}
