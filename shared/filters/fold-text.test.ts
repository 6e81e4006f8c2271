import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'

test('case and composition make no difference', () => {
  const same = [
    ['Apple', 'aPPLE'],
    ['Straße', 'STRASSE'],
    ['straße', 'STRAẞE'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
    ['éclair', 'E\u0301CLAIR'],
    ['ЖУК', 'жук'],
    ['ﬁn', 'FIN'],
  ]
  for (const [one, other] of same) assert.equal(foldText(one!), foldText(other!))
  assert.notEqual(foldText('e'), foldText('é'))
})

test('every character folds like its other cases, to what folds to itself', () => {
  for (let point = 0; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point)
    const folded = foldText(character)
    for (const same of [folded, character.toUpperCase(), character.toLowerCase()]) {
      if (foldText(same) !== folded)
        assert.fail(`U+${point.toString(16)} folds to ${folded}, ${same} does not`)
    }
  }
})

test('any text folds, to one that folds to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(foldText(foldText(text)), foldText(text))
      assert.equal(foldText(text.toUpperCase()), foldText(text))
    }),
  )
  assert.equal(foldText('A\ud800'), 'a\ud800')
})
