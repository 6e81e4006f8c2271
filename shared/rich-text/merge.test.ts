import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isSameRichText, joinRuns, mergeRichText, mergeText, type Run } from './merge.ts'
import { storeRichText } from './store.ts'

const person = '01890000-0000-7000-8000-000000000001'
const text = (content: string, annotations = {}, url?: string): Run =>
  storeRichText([{ text: { content, ...(url ? { link: { url } } : {}) }, annotations }])[0]!
const mention = (): Run => storeRichText([{ mention: { user: { id: person } } }])[0]!
const equation = (expression: string): Run => storeRichText([{ equation: { expression } }])[0]!

const texts: [name: string, base: string, theirs: string, mine: string, merged: string][] = [
  ['one side changed', 'a plan', 'a plan', 'a good plan', 'a good plan'],
  ['both wrote in different places', 'one two', 'zero one two', 'one two three', 'zero one two three'],
  ['both wrote in the same place', 'ab', 'aXb', 'aYb', 'aXYb'],
  ['both wrote the same', 'one', 'one two', 'one two', 'one two'],
  ['mine arrived already, and they went on', 'one', 'one two three', 'one two', 'one two three'],
  ['they took away what I wrote in', 'one two', '', 'one and two', 'and '],
  ['both took something away', 'one two three', 'two three', 'one two ', 'two '],
  ['surrogate pairs stay whole', '👍', '👍👎', '👏👍', '👏👍👎'],
]
for (const [name, base, theirs, mine, merged] of texts) {
  test(`texts merge: ${name}`, () => {
    assert.equal(mergeText(base, theirs, mine), merged)
    assert.deepEqual(
      mergeRichText([text(base)], [text(theirs)], [text(mine)]),
      merged === '' ? [] : [text(merged)],
    )
  })
}

test('looks of both sides merge, and of looks that both changed mine win', () => {
  const base = [text('one two')]
  const theirs = [text('one ', { bold: true, color: 'red' }), text('two')]
  const mine = [text('one two', { italic: true, color: 'blue' }, 'https://example.com/')]
  assert.deepEqual(mergeRichText(base, theirs, mine), [
    text('one ', { bold: true, italic: true, color: 'blue' }, 'https://example.com/'),
    text('two', { italic: true, color: 'blue' }, 'https://example.com/'),
  ])
})

test('mentions and equations are kept whole, and what they show is not what they are', () => {
  const shown = { ...mention(), plain_text: '@Ada' } as Run
  const [base, theirs, mine] = [
    [text('for '), mention()],
    [text('for '), shown, text('!')],
    [text('only for '), mention(), equation('x^2')],
  ]
  assert.deepEqual(mergeRichText(base, theirs, mine), [text('only for '), shown, text('!'), equation('x^2')])
  assert.equal(isSameRichText(base, [text('f'), text('or '), shown]), true)
  assert.equal(isSameRichText(base, theirs), false)
})

test('texts that have little in common merge without delay', () => {
  const long = (letter: string) => letter.repeat(100_000)
  const merged = mergeText(long('a'), `${long('b')}`, `${long('a')}c`)
  assert.equal(merged, `${long('b')}c`)
})

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '👍'), maxLength: 12 })

test('whatever two people write is in the result', () => {
  fc.assert(
    fc.property(words, words, words, (base, theirs, mine) => {
      const merged = mergeText(base, theirs, mine)
      assert.equal(mergeText(base, base, mine), mine)
      assert.equal(mergeText(base, theirs, base), theirs)
      assert.equal(mergeText(base, mine, mine), mine)
      assert.ok(merged.isWellFormed())
    }),
  )
})

/** Writes upper-case letters into a text, which tell who wrote. */
const writing = (letters: string) =>
  fc.array(fc.tuple(fc.nat(12), fc.constantFrom(...letters)), { maxLength: 6 })
function write(text: string, places: [number, string][]): string {
  const characters = [...text]
  for (const [at, letter] of places) characters.splice(Math.min(at, characters.length), 0, letter)
  return characters.join('')
}
const only = (text: string, letters: RegExp): string => [...text].filter((one) => letters.test(one)).join('')

test('nothing that was written is lost, and nobody takes away the text around it', () => {
  fc.assert(
    fc.property(words, writing('XYZ'), writing('UVW'), (base, left, right) => {
      const [theirs, mine] = [write(base, left), write(base, right)]
      const merged = mergeText(base, theirs, mine)
      assert.equal(only(merged, /[XYZ]/), only(theirs, /[XYZ]/))
      assert.equal(only(merged, /[UVW]/), only(mine, /[UVW]/))
      assert.equal(only(merged, /[^A-Z]/u), base)
    }),
  )
})

test('runs that look alike are one', () => {
  const bold = { bold: true }
  assert.deepEqual(joinRuns([text('a'), text(''), text('b'), text('c', bold), text('d', bold), mention()]), [
    text('ab'),
    text('cd', bold),
    mention(),
  ])
})
