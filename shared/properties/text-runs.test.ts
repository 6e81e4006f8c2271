import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RichTextRequest } from '../rich-text/request.ts'
import type { StoredText } from '../rich-text/stored.ts'
import { validate } from '../validation/validate.ts'
import { richText } from './rich-text.ts'

const textOf = (text: string) =>
  (richText.fromText!(text, { config: {}, newId: () => '', addsOptions: false }) ??
    []) as readonly StoredText[]

test('long text becomes runs that a client may send back, cut between characters', () => {
  const text = `${'x'.repeat(1999)}😀${'y'.repeat(3000)}`
  const runs = textOf(text)
  assert.deepEqual(
    runs.map(({ plain_text }) => plain_text.length),
    [1999, 2000, 1002],
  )
  assert.equal(runs.map(({ plain_text }) => plain_text).join(''), text)
  assert.doesNotThrow(() => validate(RichTextRequest, runs, 'body'))
})
