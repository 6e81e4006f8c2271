/** Pages for property-based tests, as the API answers them: of every type it has, with whatever it can hold. */
import fc from 'fast-check'
import { codeLanguages } from '#shared/blocks/code-languages.ts'
import { presentContent } from '#shared/blocks/content.ts'
import { typeNamed } from '#shared/blocks/registry.ts'
import type { StoredBlockTree } from '#shared/blocks/store.ts'
import type { Resolved } from '#shared/references.ts'
import { holdsAny } from './holds.ts'
import type { ApiBlock, PageBlock } from './page-block.ts'
import { readTree } from './read-tree.ts'

export const exampleId = (number: number): string =>
  `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`

const person = exampleId(999_999)
const colors = ['default', 'red', 'gray', 'blue_background', 'default_background']
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '👍', '\n'), maxLength: 8 })
const url = fc.constantFrom('https://example.com/', 'https://example.org/a?b=c')
const color = fc.constantFrom(...colors)
const annotations = fc.record(
  {
    bold: fc.boolean(),
    italic: fc.boolean(),
    strikethrough: fc.boolean(),
    underline: fc.boolean(),
    code: fc.boolean(),
    color,
  },
  { requiredKeys: [] },
)
const mention = fc.constantFrom(
  { user: { id: person } },
  { page: { id: exampleId(999_998) } },
  { database: { id: exampleId(999_997) } },
  { date: { start: '2026-03-11' } },
  { date: { start: '2026-03-11T09:00:00Z', end: '2026-03-12T09:00:00Z' } },
  { template_mention: { template_mention_date: 'today' } },
  { template_mention: { template_mention_user: 'me' } },
)
export const runs = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ text: fc.record({ content: text }), annotations }) },
    {
      weight: 2,
      arbitrary: fc.record({ text: fc.record({ content: text, link: fc.record({ url }) }), annotations }),
    },
    { weight: 1, arbitrary: fc.record({ mention, annotations }) },
    { weight: 1, arbitrary: fc.record({ equation: fc.record({ expression: text }), annotations }) },
  ),
  { maxLength: 4 },
)
const icon = fc.constantFrom(
  { emoji: '🎯' },
  { external: { url: 'https://example.com/icon.png' } },
  { icon: { name: 'pizza', color: 'red' } },
)
const colored = fc.record({ rich_text: runs, color })
const heading = fc.record({ rich_text: runs, color, is_toggleable: fc.boolean() })
const empty = fc.constant({})
const file = (address: string) =>
  fc.record({ caption: runs, external: fc.constant({ url: `https://example.com/${address}` }) })
const withCaption = fc.record({ caption: runs, url })

type Requests = Record<string, fc.Arbitrary<unknown>>

/** Payloads of what requests can make, without what is below it. */
const requests: Requests = {
  paragraph: colored,
  heading_1: heading,
  heading_2: heading,
  heading_3: heading,
  heading_4: heading,
  bulleted_list_item: colored,
  numbered_list_item: fc.record(
    { rich_text: runs, color, list_start_index: fc.nat(9), list_format: fc.constantFrom('letters', 'roman') },
    { requiredKeys: ['rich_text'] },
  ),
  to_do: fc.record({ rich_text: runs, color, checked: fc.boolean() }),
  toggle: colored,
  quote: colored,
  callout: fc.record({ rich_text: runs, color, icon }),
  code: fc.record({ rich_text: runs, caption: runs, language: fc.constantFrom(...codeLanguages) }),
  equation: fc.record({ expression: text }),
  bookmark: withCaption,
  embed: withCaption,
  image: file('a.png'),
  video: file('a.mp4'),
  audio: file('a.mp3'),
  pdf: file('a.pdf'),
  file: file('a.zip'),
  divider: empty,
  breadcrumb: empty,
  table_of_contents: fc.record({ color }),
  link_to_page: fc.constantFrom({ page_id: exampleId(999_998) }, { database_id: exampleId(999_997) }),
  synced_block: fc.constant({ synced_from: null }),
}

/** What is there without anybody having made it by the API. */
const found: Requests = {
  template: fc.constant({ rich_text: [] }),
  child_page: fc.constant({ title: 'A page' }),
  child_database: fc.constant({ title: 'A database' }),
  link_preview: fc.constant({ url: 'https://example.com/' }),
  unsupported: fc.constant({ block_type: 'button' }),
  meeting_notes: fc.constant({ title: [], status: 'notes_ready', children: {} }),
  image: fc.constant({ caption: [], type: 'file', file: { id: exampleId(999_996), name: 'a.png' } }),
  synced_block: fc.constant({ synced_from: { type: 'block_id', block_id: exampleId(999_995) } }),
}

const stored = (type: string, payload: fc.Arbitrary<unknown>): fc.Arbitrary<StoredBlockTree> =>
  payload.map((request) => ({ type, content: typeNamed(type).store!(request as never), children: [] }))

const kept = Object.entries(found).map(([type, payload]) =>
  payload.map((content) => ({ type, content, children: [] }) as StoredBlockTree),
)

const leaves = (isMade: boolean): fc.Arbitrary<StoredBlockTree> =>
  fc.oneof(
    ...Object.entries(requests).map(([type, payload]) => stored(type, payload)),
    ...(isMade ? [] : kept),
  )

const table: fc.Arbitrary<StoredBlockTree> = fc.integer({ min: 1, max: 3 }).chain((width) =>
  fc
    .record({
      has_column_header: fc.boolean(),
      has_row_header: fc.boolean(),
      rows: fc.array(fc.array(runs, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }),
    })
    .map(({ rows, ...rest }) => ({
      type: 'table',
      content: typeNamed('table').store!({ table_width: width, ...rest } as never),
      children: rows.map((cells) => ({
        type: 'table_row',
        content: typeNamed('table_row').store!({ cells } as never),
        children: [],
      })),
    })),
)

/** Blocks that may stand anywhere, with others below them. */
const trees = (depth: number, isMade: boolean): fc.Arbitrary<StoredBlockTree> => {
  if (depth === 0) return fc.oneof({ weight: 8, arbitrary: leaves(isMade) }, { weight: 1, arbitrary: table })
  const below = fc.array(trees(depth - 1, isMade), { maxLength: 3 })
  const nested = fc
    .tuple(leaves(isMade), below)
    .map(([block, children]) =>
      holdsAny({ type: block.type, payload: block.content }) ? { ...block, children } : block,
    )
  const columns = fc
    .array(below, { minLength: 1, maxLength: 3 })
    .map((all) => listOf('column_list', 'column', all))
  const tabs = fc.array(below, { maxLength: 2 }).map((all) => listOf('tab', 'paragraph', all))
  return fc.oneof(
    { weight: 8, arbitrary: nested },
    { weight: 1, arbitrary: columns },
    { weight: 1, arbitrary: tabs },
    { weight: 1, arbitrary: table },
  )
}

const listOf = (type: string, member: string, all: StoredBlockTree[][]): StoredBlockTree => ({
  type,
  content: {},
  children: all.map((children, index) => ({
    type: member,
    content: typeNamed(member).store!((member === 'column' ? columnRequest(index) : labelRequest) as never),
    children,
  })),
})

const columnRequest = (index: number) => (index === 0 ? { width_ratio: 0.5 } : {})
const labelRequest = { rich_text: [{ text: { content: 'label' } }], icon: { emoji: '🎯' } }

const resolved: Resolved = {
  baseUrl: 'https://octavo.test',
  user: (id) => ({ object: 'user', id, name: 'Ada', type: 'person' }),
  title: () => 'A page',
  file: ({ id }) => ({ url: `https://octavo.test/files/${id}`, expiry_time: '2026-03-11T00:00:00.000Z' }),
}

export const examplePage = exampleId(1_000_000)

/** What the API would answer for stored blocks, numbered from a number on. */
export function answered(trees: readonly StoredBlockTree[], from = 1): ApiBlock[] {
  const blocks: ApiBlock[] = []
  const add = ({ type, content, children }: StoredBlockTree, parent: ApiBlock['parent']) => {
    const id = exampleId(from + blocks.length)
    blocks.push({ id, type, parent, [type]: presentContent(type, content, resolved) })
    for (const child of children) add(child, { type: 'block_id', block_id: id })
  }
  for (const tree of trees) add(tree, { type: 'page_id', page_id: examplePage })
  return blocks
}

/** Pages as the API answers them. */
export const apiPages = fc.array(trees(2, false), { maxLength: 6 }).map((all) => answered(all))

/** The same of what people can make, as the editor knows it. */
export const madePages: fc.Arbitrary<PageBlock[]> = fc
  .array(trees(2, true), { maxLength: 5 })
  .map((all) => readTree(answered(all), examplePage))

export const everyType = [...Object.keys(requests), ...Object.keys(found), 'table', 'column_list', 'tab']
