import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MarkdownBlock, payloadOf } from './block.ts'
import { parseMarkdown } from './parse.ts'
import { renderMarkdown } from './render.ts'

const options = { baseUrl: 'http://octavo.test' }
const url = 'http://octavo.test/11111111111141118111111111111111'
const again = (markdown: string) => renderMarkdown(parseMarkdown(markdown, options), options).markdown
const types = (markdown: string) => parseMarkdown(markdown, options).map((block) => block.type)

/** What is read, shown as it is written: names, text, and how the server says it. */
const forms: [string, string, string][] = [
  ['each line is a block and blank lines are dropped', 'a\nb\n\n \t\n\nc', 'a\nb\nc'],
  ['other line ends', 'a\r\nb\rc', 'a\nb\nc'],
  ['headings five and six are four', '##### a\n###### b', '#### a\n#### b'],
  ['seven number signs are text', '####### a', '####### a'],
  ['a number sign without space is text', '#tag', '#tag'],
  ['other bullets', '* a\n+ b', '- a\n- b'],
  ['numbers in any order', '3. a\n7) b', '1. a\n2. b'],
  ['wide markers', '-   a\n1.  b', '- a\n1. b'],
  ['tasks with other bullets', '* [X] a\n+ [ ] b', '- [x] a\n- [ ] b'],
  ['lists indented by two spaces', '- a\n  - b\n    - c\n- d', '- a\n\t- b\n\t\t- c\n- d'],
  [
    'lists indented by three and four spaces',
    '1. a\n   - b\n2. c\n    - d\n        - e',
    '1. a\n\t- b\n2. c\n\t- d\n\t\t- e',
  ],
  ['one or two spaces before a paragraph are nothing', 'a\n b\n  c', 'a\nb\nc'],
  ['a tab or four spaces before a paragraph make it a child', 'a\n\tb\nc\n    d', 'a\n\tb\nc\n\td'],
  ['what cannot hold blocks gets siblings', '# a\n\tb\n---\n\tc', '# a\nb\n---\nc'],
  ['other dividers', '***\n___\n- - -\n----', '---\n---\n---\n---'],
  ['other fences', '~~~js\na\n~~~', '```javascript\na\n```'],
  ['a longer fence holds a shorter one', '````md\n```\n````', '````markdown\n```\n````'],
  ['a fence without an end reaches to the end', '```js\na\n# b', '```javascript\na\n# b\n```'],
  ['a language nobody knows', '```foo bar\n```', '```plain text\n```'],
  ['three backticks around words are code in a line', '```a```', '`a`'],
  ['fences in a list item', '- ```js\n  a\n  ```\n- b', '-\n\t```javascript\n\ta\n\t```\n- b'],
  [
    'fences below a list item',
    '1. a\n   ```\n     b\n   ```\n2. c',
    '1. a\n\t```plain text\n\t  b\n\t```\n2. c',
  ],
  ['another block in a list item', '- # a\n  b\n1. > c', '-\n\t# a\n\tb\n1.\n\t> c'],
  ['an equation on one line', '$$ x^2 $$', '$$\nx^2\n$$'],
  ['dollars without an end are text', '$$\nx', '\\$\\$\nx'],
  ['quotes, one for each line', '> a\n>b\n> > c', '> a\n> b\n> \\> c'],
  ['an alert is a quote', '> [!NOTE]', '> \\[!NOTE\\]'],
  [
    'pipe tables',
    'x\n| a | b |\n|---|:-:|\n| c \\| d | *e* |\ny',
    'x\n<table header-row="true">\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr>\n<td>c \\| d</td>\n<td>*e*</td>\n</tr>\n</table>\ny',
  ],
  [
    'pipe tables without outer pipes, rows of any length',
    'a | b\n--- | ---\nc | d | e\n| f',
    '<table header-row="true">\n<tr>\n<td>a</td>\n<td>b</td>\n<td></td>\n</tr>\n<tr>\n<td>c</td>\n<td>d</td>\n<td>e</td>\n</tr>\n<tr>\n<td>f</td>\n<td></td>\n<td></td>\n</tr>\n</table>',
  ],
  [
    'a table ends at an empty line',
    '|a|\n|-|\n\n|b|',
    '<table header-row="true">\n<tr>\n<td>a</td>\n</tr>\n</table>\n\\|b\\|',
  ],
  [
    'a table ends at another block',
    '|a|\n|-|\n- b | c',
    '<table header-row="true">\n<tr>\n<td>a</td>\n</tr>\n</table>\n- b \\| c',
  ],
  ['pipes without dashes are text', '| a |\n| b |', '\\| a \\|\n\\| b \\|'],
  [
    'tables on one line or on many',
    '<table header-row="true"><tr><td>a</td><th>b</th></tr></table>\n<table>\n\t<tbody>\n\t\t<tr>\n\t\t\t<td>\n\t\t\t\tc\n\t\t\t\td\n\t\t\t</td>\n\t\t</tr>\n\t</tbody>\n</table>',
    '<table header-row="true">\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>\n<table>\n<tr>\n<td>c<br>d</td>\n</tr>\n</table>',
  ],
  [
    'colours of cells before rows before columns go to their text',
    '<table>\n<colgroup>\n<col color="gray" width="100">\n<col>\n</colgroup>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr color="blue">\n<td>c</td>\n<td color="red_bg">d</td>\n</tr>\n</table>',
    '<table>\n<tr>\n<td><span color="gray">a</span></td>\n<td>b</td>\n</tr>\n<tr>\n<td><span color="blue">c</span></td>\n<td><span color="red_bg">d</span></td>\n</tr>\n</table>',
  ],
  ['a table with something else in it is text', '<table>\nx\n</table>', '\\<table\\>\nx\n\\</table\\>'],
  [
    'tags on one line',
    '<callout icon="🎯">a **b**</callout>\n<details><summary>t</summary>c</details>\n<columns><column>d</column><column>e</column></columns>',
    '<callout icon="🎯">\n\ta **b**\n</callout>\n<details>\n<summary>t</summary>\n\tc\n</details>\n<columns>\n\t<column>\n\t\td\n\t</column>\n\t<column>\n\t\te\n\t</column>\n</columns>',
  ],
  [
    'content of tags without indentation',
    '<callout>\na\n- b\n</callout>',
    '<callout>\n\ta\n\t- b\n</callout>',
  ],
  [
    'a summary on lines of its own',
    '<details>\n<summary>\nt\n</summary>\na\n</details>',
    '<details>\n<summary>t</summary>\n\ta\n</details>',
  ],
  [
    'a toggle without a summary',
    '<details>\n\ta\n</details>',
    '<details>\n<summary></summary>\n\ta\n</details>',
  ],
  [
    'blocks between columns',
    '<columns>\na\n<column>\nb\n</column>\n</columns>',
    '<columns>\n\t<column>\n\t\ta\n\t</column>\n\t<column>\n\t\tb\n\t</column>\n</columns>',
  ],
  [
    'blocks between tabs',
    '<tabs>\na\n---\n</tabs>',
    '<tabs>\n\t<tab>\n\t\ta\n\t</tab>\n\t<tab>\n\t\t<empty-block/>\n\t\t---\n\t</tab>\n</tabs>',
  ],
  [
    'notes outside of their section',
    '<meeting-notes>\nT\n- a\n<summary>s</summary>\n</meeting-notes>',
    '<meeting-notes>\n\tT\n\t<notes>\n\t\t- a\n\t</notes>\n\t<summary>\n\t\ts\n\t</summary>\n</meeting-notes>',
  ],
  ['tags without a partner are text', '<callout>\na\n</details>', '\\<callout\\>\na\n\\</details\\>'],
  [
    'tags that cross: the outer one counts',
    '<callout>\n<details>\na\n</callout>\n</details>',
    '<callout>\n\t\\<details\\>\n\ta\n</callout>\n\\</details\\>',
  ],
  ['tags out of place are text', '<column>\na\n</column>', '\\<column\\>\na\n\\</column\\>'],
  [
    'a sentence about tags stays one',
    '<details> is a tag and so is </callout>',
    '\\<details\\> is a tag and so is \\</callout\\>',
  ],
  [
    'a copy without an original is none',
    '<synced_block_reference>\na\n</synced_block_reference>',
    '<synced_block>\n\ta\n</synced_block>',
  ],
  [
    'addresses of Notion',
    '<page url="https://www.notion.so/Title-11111111111141118111111111111111">T</page>\n<unknown url="https://app.notion.com/p/22222222222242228222222222222222#11111111111141118111111111111111" alt="bookmark"/>',
    `<page url="${url}">T</page>\n<unknown url="${url}" alt="bookmark"/>`,
  ],
  ['a page without an address is text', '<page>New</page>', '\\<page\\>New\\</page\\>'],
  [
    'a page within a line is text',
    `<page url="${url}">T</page> and`,
    `\\<page url="${url}"\\>T\\</page\\> and`,
  ],
  [
    'attributes nobody knows are text',
    'a {width="3"}\nb {color="teal"}\nc {color=red}',
    'a \\{width="3"\\}\nb \\{color="teal"\\}\nc \\{color=red\\}',
  ],
  ['attributes with white space around', 'a {  color="red"  }  ', 'a {color="red"}'],
  ['an image with attributes', '![a](u) {color="red"}', '![a](u)'],
  ['an image within a line is a link', 'see ![a](u)', 'see [a](u)'],
  ['an image in a list item', '- ![a](u)', '-\n\t![a](u)'],
  [
    'escaped beginnings of lines',
    '\\# a\n\\- b\n1\\. c\n\\+ d\n\\---\n\\  e',
    '\\# a\n\\- b\n1\\. c\n\\+ d\n\\---\n\\  e',
  ],
  ['comments are text', '<!-- a -->', '\\<!-- a --\\>'],
]

for (const [name, markdown, form] of forms) {
  test(`reads ${name}`, () => {
    assert.equal(again(markdown), form)
    assert.equal(again(form), form)
  })
}

test('icons that are none are left out', () => {
  const icons = parseMarkdown(
    '<callout icon="tip">\n</callout>\n<callout icon=":other:">\n</callout>',
    options,
  )
  assert.deepEqual(
    icons.map((block) => 'icon' in payloadOf(block)),
    [false, false],
  )
})

test('what lies deeper than can be shown is read all the same', () => {
  const lines = Array.from({ length: 300 }, (_, i) => `${'\t'.repeat(i)}- ${i}`).join('\n')
  assert.equal(count(parseMarkdown(lines, options)), 300)
  const callouts = `${'<callout>\n'.repeat(3000)}a\n${'</callout>\n'.repeat(3000)}`
  assert.equal(count(parseMarkdown(callouts, options)) > 3000, true)
})

test('many unfinished beginnings take no more than the time to read them', () => {
  for (const part of [
    '[a](',
    '<span a="',
    '$a\\$',
    '`a``',
    '**a',
    '![',
    '<details><summary>',
    '|a|\n|-|\n',
    '```\n~~~\n',
    '<table>\n',
  ]) {
    parseMarkdown(part.repeat(20_000), options)
  }
  assert.deepEqual(types(`a${' '.repeat(200_000)}b`), ['paragraph'])
})

test('a few cells far out make no huge table', () => {
  const sparse = `|a|\n|-|\n${'|b|\n'.repeat(5000)}|${'c|'.repeat(5000)}`
  assert.equal(count(parseMarkdown(sparse, options)) < 11_000, true)
})

function count(blocks: MarkdownBlock[]): number {
  return blocks.reduce((sum, block) => sum + 1 + count(block.children ?? []), 0)
}
