import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './html.ts'

test('text is escaped, HTML is not, and null is nothing', () => {
  const inner = [html`<b>${'a & b'}</b>`, html`<i></i>`]
  assert.equal(
    html`<p title="${`"'><`}">${inner}${null}${1}</p>`.text,
    '<p title="&#34;&#39;&#62;&#60;"><b>a &#38; b</b><i></i>1</p>',
  )
})

test('what looks like HTML to others is text here', () => {
  const pretending = JSON.parse('{"text":"<b>"}')
  assert.doesNotMatch(html`${[pretending].length}${String(pretending)}`.text, /<b>/)
})
