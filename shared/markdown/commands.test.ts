import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#shared/problem.ts'
import { insertContent, replaceContentRange, updateContent } from './commands.ts'

const page = '# Title\n- [ ] To Do\n- [ ] Other\n\t- nested\n<callout icon="🎯">\n\tIn\n</callout>\nEnd'

const refuses = (act: () => unknown, message: RegExp) =>
  assert.throws(
    act,
    (error) => error instanceof Problem && error.kind === 'invalid' && message.test(error.message),
  )

test('updates are made one after the other', () => {
  const updates = [
    { old_str: 'Title', new_str: 'Name' },
    { old_str: '# Name\n', new_str: '' },
    { old_str: '- [ ] ', new_str: '- [x] ', replace_all_matches: true },
    { old_str: 'End\n', new_str: '$& $1\n' },
  ]
  const { length } = '# Title\n'
  assert.equal(
    updateContent(page, updates),
    `${page.slice(length).replaceAll('[ ]', '[x]').replace('End', '')}$& $1`,
  )
})

test('an update that finds nothing, several places or no text refuses all', () => {
  const path = (i: number) => `body\\.update_content\\.content_updates\\[${i}\\]\\.old_str`
  const first = { old_str: 'Title', new_str: 'x' }
  refuses(
    () => updateContent(page, [first, { old_str: 'absent', new_str: '' }]),
    new RegExp(`^${path(1)} was not found`),
  )
  refuses(
    () => updateContent(page, [{ old_str: '- [ ]', new_str: '' }]),
    new RegExp(`^${path(0)} was found in more than one`),
  )
  refuses(() => updateContent('aaa', [{ old_str: 'aa', new_str: '' }]), /more than one place/)
  refuses(
    () => updateContent(page, [{ old_str: '', new_str: 'x' }]),
    new RegExp(`${path(0)}\\.length should be ≥ \`1\``),
  )
})

test('updates cannot blow a page up', () => {
  const doubling = { old_str: 'a', new_str: 'a'.repeat(1000), replace_all_matches: true }
  assert.throws(
    () => updateContent('a', Array(20).fill(doubling)),
    (error) => error instanceof Problem && error.kind === 'too_large',
  )
})

test('content goes to the end, or to the beginning', () => {
  assert.equal(insertContent('a', '\n## New\nb\n'), 'a\n## New\nb')
  assert.equal(insertContent('a', 'b', { position: { type: 'start' } }), 'b\na')
  assert.equal(insertContent('', 'b'), 'b')
  assert.equal(insertContent('a', ''), 'a')
  assert.equal(insertContent('- a', '\t- b\n\t\t- c', { position: { type: 'end' } }), '- a\n- b\n\t- c')
})

const after: [string, string, string][] = [
  ['a line with its end', '- [ ] To Do\n', page.replace('To Do\n', 'To Do\nNEW\n')],
  ['a part of a line', 'To D', page.replace('To Do\n', 'To Do\nNEW\n')],
  ['a block with children', '- [ ] Other', page.replace('nested\n', 'nested\nNEW\n')],
  ['a nested block', 'nested', page.replace('nested\n', 'nested\n\tNEW\n')],
  ['a tag', '<callout', page.replace('</callout>\n', '</callout>\nNEW\n')],
  ['the text in a tag', 'In', page.replace('\tIn\n', '\tIn\n\tNEW\n')],
  ['the last block', 'End\n', `${page}\nNEW`],
  ['a selection', '# Title...Other', page.replace('nested\n', 'nested\nNEW\n')],
  ['a selection with a sign for three dots', '# Ti… Do', page.replace('To Do\n', 'To Do\nNEW\n')],
]

for (const [name, selection, expected] of after) {
  test(`content goes behind ${name}`, () =>
    assert.equal(insertContent(page, 'NEW', { after: selection }), expected))
}

test('content goes behind the whole of code and of a toggle', () => {
  const code = '```js\na\nb\n```\nc'
  assert.equal(insertContent(code, 'NEW', { after: 'a' }), '```js\na\nb\n```\nNEW\nc')
  const toggle = '<details>\n<summary>T</summary>\n\ta\n</details>\nb'
  assert.equal(
    insertContent(toggle, 'NEW', { after: 'T' }),
    '<details>\n<summary>T</summary>\n\ta\n</details>\nNEW\nb',
  )
})

test('selections must name one place', () => {
  const path = /^body\.insert_content\.after /
  for (const selection of ['absent', 'Title...absent', 'To...', '...Do', '']) {
    refuses(() => insertContent(page, 'x', { after: selection }), /body\.insert_content\.after/)
  }
  refuses(() => insertContent(page, 'x', { after: '- [ ]' }), path)
  refuses(() => insertContent('a b c c', 'x', { after: 'a...c' }), /more than one place/)
  refuses(() => insertContent(page, 'x', { after: 'End', position: { type: 'end' } }), /not both/)
})

test('a range is exact text or a selection', () => {
  assert.equal(replaceContentRange('a\nb\nc', 'X', 'b'), 'a\nX\nc')
  assert.equal(replaceContentRange('a\nb\nc', 'X', 'b\n'), 'a\nX\nc')
  assert.equal(replaceContentRange('a\nb\nc', '', 'b\n'), 'a\nc')
  assert.equal(
    replaceContentRange('## New Section\nHello from markdown.\nx', 'Y', '## New...markdown.'),
    'Y\nx',
  )
  assert.equal(replaceContentRange('wait... what\nx', 'Y', 'wait... what'), 'Y\nx')
  assert.equal(replaceContentRange('wait... what\nx', 'Y', 'wait...…x'), 'Y')
  assert.equal(replaceContentRange('a\r\nb'.replace('\r', ''), 'X', 'a\r\nb'), 'X')
  refuses(
    () => replaceContentRange('a', 'X', 'b'),
    /^body\.replace_content_range\.content_range was not found/,
  )
})
