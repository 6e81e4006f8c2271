/** `notion-to-md`, unmodified, with the release of the SDK that it is made for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NotionToMarkdown } from 'notion-to-md'
import { sdkClients } from '#test/sdk/clients.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

const text = (content: string, annotations = {}) => [{ text: { content }, annotations }]
const block = (type: string, content: string, children: object[] = [], more: object = {}) => ({
  [type]: { rich_text: text(content), ...more, ...(children.length > 0 ? { children } : {}) },
})
const row = (...cells: string[]) => ({ table_row: { cells: cells.map((cell) => text(cell)) } })

const children = [
  block('heading_1', 'A title'),
  { paragraph: { rich_text: [...text('Some '), ...text('bold', { bold: true }), ...text(' words')] } },
  block('bulleted_list_item', 'One', [
    block('bulleted_list_item', 'One and a half', [block('paragraph', 'Deep')]),
  ]),
  block('numbered_list_item', 'First'),
  block('numbered_list_item', 'Second'),
  block('to_do', 'Done', [], { checked: true }),
  block('toggle', 'More', [block('paragraph', 'Hidden')]),
  block('quote', 'Said'),
  block('callout', 'Mind', [], { icon: { emoji: '🎯' } }),
  block('code', '1 + 1', [], { language: 'javascript' }),
  { divider: {} },
  { image: { external: { url: 'https://acme.test/a.png' }, caption: text('A picture') } },
  { table: { table_width: 2, has_column_header: true, children: [row('A', 'B'), row('1', '2')] } },
  {
    column_list: {
      children: ['Left', 'Right'].map((side) => ({ column: { children: [block('paragraph', side)] } })),
    },
  },
  { synced_block: { synced_from: null, children: [block('paragraph', 'Shared')] } },
]

const markdown = `
# A title

Some **bold** words

- One
    - One and a half

        Deep

1. First
2. Second
- [x] Done
<details>
<summary>More</summary>

Hidden

</details>

> Said

> 🎯 Mind

\`\`\`javascript
1 + 1
\`\`\`

---

![A picture](https://acme.test/a.png)

| A | B |
| - | - |
| 1 | 2 |

Left

Right

Shared
`

/** Blank lines beyond the first mean nothing in markdown. */
const tidy = (text: string): string => text.replace(/\n{2,}/g, '\n\n')

describeStores('notion-to-md', (store) => {
  for (const sdk of ['2.x', '4.x', '5.x'] as const) {
    test(`turns a page with nested blocks into markdown, by ${sdk}`, async (t) => {
      const { as, aPage, listen } = await workspace(t, store)
      const baseUrl = await listen()
      const notionClient = sdkClients[sdk].create({ auth: as('editor').token, baseUrl })
      const page = await aPage({ children })
      const converter = new NotionToMarkdown({ notionClient: notionClient as never })
      const { parent } = converter.toMarkdownString(await converter.pageToMarkdown(page))
      assert.equal(tidy(`${parent}`).trim(), markdown.trim())
    })
  }
})
