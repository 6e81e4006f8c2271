import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fields, fieldsOf, type MarkdownBlock, payloadOf, stringOf } from './block.ts'
import { iconAttribute } from './icons.ts'
import { matchBlocks, type PlanItem } from './match.ts'
import { addressOfMedia } from './media.ts'
import { parseMarkdown } from './parse.ts'
import { renderMarkdown } from './render.ts'
import { type Marks, type Run, runsOf } from './rich-text.ts'

const emoji = { id: 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee', name: 'party_blob' }
const options = {
  baseUrl: 'http://octavo.test',
  customEmoji: (name: string) => (name === emoji.name ? emoji.id : undefined),
}
const runs = { numRuns: Number(process.env.MARKDOWN_RUNS ?? 300) }

const written = (blocks: MarkdownBlock[]) => renderMarkdown(blocks, options).markdown
const read = (markdown: string) => parseMarkdown(markdown, options)

test('what was written reads and writes back the same', () => {
  fc.assert(
    fc.property(trees(), (tree) => {
      const markdown = written(tree)
      assert.equal(written(read(markdown)), markdown)
    }),
    runs,
  )
})

test('what was written says the same when it is read', () => {
  fc.assert(
    fc.property(trees(), (tree) => {
      assert.deepEqual(read(written(tree)).map(meaning), tree.map(meaning))
    }),
    runs,
  )
})

test('any text is read, and after one round stays as it is', () => {
  fc.assert(
    fc.property(texts(), (text) => {
      const markdown = written(read(text))
      assert.equal(written(read(markdown)), markdown)
    }),
    { numRuns: runs.numRuns * 4 },
  )
})

test('text that was not edited changes nothing', () => {
  fc.assert(
    fc.property(trees(), (tree) => {
      const before = withIds(tree)
      const plan = matchBlocks(before, read(written(before)), options)
      assert.deepEqual([plan.changed, plan.deleted, plan.strangers], [false, [], []])
    }),
    runs,
  )
})

test('a plan carried out gives what was read, and each block keeps its id or goes', () => {
  fc.assert(
    fc.property(
      trees(),
      trees(),
      fc.array(fc.nat({ max: 11 }), { maxLength: 30 }),
      (tree, other, choices) => {
        const before = withIds(tree)
        const after = edited(read(written(before)), read(written(other)), choices.values())
        const plan = matchBlocks(before, after, options)
        const known = new Map(everyBlock(before).map((block) => [block.id!, block]))
        const done = plan.items.map((item) => carryOut(item, known))
        assert.deepEqual(done.map(said), after.map(said))
        const ids = everyBlock(done).flatMap((block) => (known.has(block.id ?? '') ? [block.id!] : []))
        assert.equal(new Set(ids).size, ids.length)
        const gone = plan.deleted.flatMap((id) => everyBlock([known.get(id)!])).map((block) => block.id!)
        assert.deepEqual(new Set([...ids, ...gone]), new Set(known.keys()))
      },
    ),
    runs,
  )
})

let lastId = 0

/** Answers always have ids. A copy's content is not its own. */
function withIds(tree: MarkdownBlock[]): MarkdownBlock[] {
  return tree.map((block) => ({
    ...block,
    id: block.id ?? `00000000-0000-4000-8000-${String(++lastId).padStart(12, '0')}`,
    ...(block.children ? { children: withIds(block.children) } : {}),
  }))
}

function everyBlock(tree: MarkdownBlock[]): MarkdownBlock[] {
  return tree.flatMap((block) => [block, ...everyBlock(block.children ?? [])])
}

/** Leaves out, moves, changes and adds blocks as the choices say. */
function edited(
  tree: MarkdownBlock[],
  others: MarkdownBlock[],
  choices: Iterator<number, undefined>,
): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  for (const block of tree) {
    const choice = block.type.startsWith('meeting_notes_') ? 9 : choices.next().value
    const inner = block.children ? { ...block, children: edited(block.children, others, choices) } : block
    const isPart = partsOf.has(block.type)
    if (choice === 0) continue
    if (choice === 1) blocks.unshift(inner)
    else if (choice === 2 && !isPart) blocks.push(inner, ...structuredClone(others.slice(0, 1)))
    else if (choice === 3 && block.type === 'paragraph') {
      blocks.push({ ...inner, paragraph: { rich_text: [{ text: { content: 'changed' } }], color: 'red' } })
    } else if (choice === 4 && block.type === 'table_row') blocks.push(block, { ...block })
    else if (choice === 5 && !isPart) blocks.push(wrapped(inner))
    else blocks.push(inner)
  }
  return blocks
}

const partsOf = new Set(['column', 'table_row', 'meeting_notes_notes'])

function wrapped(block: MarkdownBlock): MarkdownBlock {
  return { type: 'toggle', toggle: { rich_text: [], color: 'default' }, children: [block] }
}

function carryOut(item: PlanItem, known: Map<string, MarkdownBlock>): MarkdownBlock {
  if (item.op === 'create')
    return { ...item.block, children: item.children.map((child) => carryOut(child, known)) }
  const { children, ...block } = known.get(item.id)!
  const inside = item.children?.map((child) => carryOut(child, known)) ?? children
  const payload = item.op === 'update' ? changed(payloadOf(block), item.payload) : payloadOf(block)
  return { ...block, [block.type]: payload, ...(inside ? { children: inside } : {}) }
}

function changed({ external, file, type, ...old }: Fields, payload: Fields): Fields {
  return { ...old, ...(payload.external ? {} : { external, file, type }), ...payload }
}

const colors = ['default', 'red', 'blue_background', 'gray']
const words = (
  '* ** *** _ __ ` `` ``` $ $$ $` `$ [ ] ( ) [^ ](u) < > { } | ^ \\ ~ ~~ ~~~ # ## - + > 1. 2) --- ___ *** ! ![ : :: ' +
  ':party_blob: :x: a:b: & &amp; &quot; &#10; <br> <br/> </td> </tr> <td> </callout> <callout> <span </span> </summary> ' +
  '<page url="x"> {color="red"} {toggle="true"} [x] a b word 1 é 漢 😀 \ud83d \ude00 \u00a0 \u3000 \u2028 = " \' / . , 12:30:45'
).split(' ')

function texts(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(...words, ' ', '  ', '\t', '\n', '\n', '\n\t', '\n    ', '\n\t\t', '\r\n'),
    },
    { weight: 3, arbitrary: fc.constantFrom(...syntax) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  )
  return fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.array(fc.constantFrom(...syntax, ...words, ''), { maxLength: 25 }).map((lines) => lines.join('\n')),
  )
}

const syntax = (
  '<details> @ <details color="red"> @ </details> @ <summary>t</summary> @ <summary> @ </summary> @ ' +
  '<callout icon="🎯"> @ <callout> @ </callout> @ <columns> @ </columns> @ <column ratio="50"> @ ' +
  '<column> @ </column> @ <tabs> @ </tabs> @ <tab> @ </tab> @ <table header-row="true"> @ <table> @ ' +
  '</table> @ <tr> @ </tr> @ <td>x</td> @ <td> @ </td> @ <synced_block> @ </synced_block> @ ' +
  '<synced_block_reference url="http://octavo.test/11111111111141118111111111111111"> @ ' +
  '</synced_block_reference> @ <meeting-notes> @ </meeting-notes> @ <notes> @ </notes> @ <transcript> @ ' +
  '</transcript> @ <empty-block/> @ <table_of_contents/> @ <unknown url="x" alt="y"/> @ ' +
  '<page url="11111111111141118111111111111111">T</page> @ ' +
  '<mention-user url="user://11111111-1111-4111-8111-111111111111"/> @ ' +
  '<mention-page url="11111111111141118111111111111111"> @ </mention-page> @ ' +
  '<mention-date start="2026-01-02" startTime="10:00" timeZone="+02:00"/> @ <span color="red"> @ ' +
  '</span> @ <span underline="true" color="blue_bg"> @ <span code="true"> @ <equation expression="x"/> @ ' +
  '![c](http://x/y.png) @ <file src="http://x/y">c</file> @ [t](http://x) @ [t](<a b>) @ [^https://x.y] @ ' +
  '<https://x.y> @ $x$ @ $`x`$ @ $$x$$ @ $$ @ $$$ @ ``` @ ```js @ ```` @ ~~~ @ - [ ]  @ - [x] t @ -  @ ' +
  '- # h @ - ``` @ 1.  @ 12) x @ >  @ #  @ ###### h @ | a | b | @ |---|---| @ | x | @ {color="red"} @ ' +
  ' {toggle="true" color="blue"} @ ** @ * @ *** @ ~~ @ ` @ `` @ \\'
).split(' @ ')

function trees(): fc.Arbitrary<MarkdownBlock[]> {
  return blocks(3)
}

function blocks(depth: number, maxLength = 4): fc.Arbitrary<MarkdownBlock[]> {
  return fc.array(block(depth), { maxLength })
}

function block(depth: number): fc.Arbitrary<MarkdownBlock> {
  const children: fc.Arbitrary<MarkdownBlock[]> = depth > 0 ? blocks(depth - 1, 3) : fc.constant([])
  const color = fc.constantFrom(...colors)
  const text = { rich_text: richText(), color }
  const open = (type: string, payload: Record<string, fc.Arbitrary<unknown>>) =>
    made(type, fc.record(payload), children)
  const leaf = (type: string, payload: Record<string, fc.Arbitrary<unknown>>) =>
    made(type, fc.record(payload), fc.constant([]))
  const leaves = [
    leaf('code', {
      rich_text: richText(),
      language: fc.constantFrom('plain text', 'javascript', 'c++'),
      caption: fc.constant([]),
    }),
    leaf('equation', {
      expression: fc.oneof(plain(), fc.constantFrom('x', '$$', 'a\n$$\nb', ' x ', 'a\n\nb')),
    }),
    leaf('divider', {}),
    leaf('table_of_contents', { color }),
    ...['image', 'video', 'pdf', 'audio', 'file'].map((type) => made(type, media(type), fc.constant([]))),
    fc.record({ type: fc.constant('child_page'), id: fc.uuid(), child_page: fc.record({ title: plain() }) }),
    fc.record({
      type: fc.constant('child_database'),
      id: fc.uuid(),
      child_database: fc.record({ title: plain(), is_inline: fc.boolean() }),
    }),
    fc.record({ type: fc.constantFrom('bookmark', 'template', 'breadcrumb'), id: fc.uuid() }),
    table(),
  ]
  const holders = [
    open('paragraph', text),
    open('bulleted_list_item', text),
    open('numbered_list_item', text),
    open('to_do', { ...text, checked: fc.boolean() }),
    open('quote', text),
    open('toggle', text),
    open('callout', { ...text, icon: icon() }),
    ...[1, 2, 3, 4].map((level) => heading(level, text, children)),
    synced(children),
    columns(children),
    tabs(children),
    made(
      'meeting_notes',
      fc.record({ title: richText() }),
      fc.tuple(section('notes', children)).map((all) => all),
    ),
  ]
  return fc.oneof(
    { weight: 2, arbitrary: fc.oneof(...holders) },
    { weight: 1, arbitrary: fc.oneof(...leaves) },
  ) as fc.Arbitrary<MarkdownBlock>
}

function made(
  type: string,
  payload: fc.Arbitrary<unknown>,
  children: fc.Arbitrary<MarkdownBlock[]>,
): fc.Arbitrary<MarkdownBlock> {
  return fc
    .tuple(payload, children)
    .map(([fields, inner]) => ({ type, [type]: fields, ...(inner.length > 0 ? { children: inner } : {}) }))
}

function heading(
  level: number,
  text: Record<string, fc.Arbitrary<unknown>>,
  children: fc.Arbitrary<MarkdownBlock[]>,
) {
  const type = `heading_${level}`
  return fc.oneof(
    made(type, fc.record({ ...text, is_toggleable: fc.constant(false) }), fc.constant([])),
    made(type, fc.record({ ...text, is_toggleable: fc.constant(true) }), children),
  )
}

function section(name: string, children: fc.Arbitrary<MarkdownBlock[]>) {
  const type = `meeting_notes_${name}`
  return children.map((inner): MarkdownBlock => ({ type, [type]: {}, children: inner }))
}

function synced(children: fc.Arbitrary<MarkdownBlock[]>): fc.Arbitrary<MarkdownBlock> {
  const copy = fc.tuple(fc.uuid(), children).map(
    ([block_id, mirrored]): MarkdownBlock => ({
      type: 'synced_block',
      synced_block: { synced_from: { type: 'block_id', block_id } },
      ...(mirrored.length > 0 ? { mirrored } : {}),
    }),
  )
  const original = fc.tuple(fc.uuid(), made('synced_block', fc.constant({ synced_from: null }), children))
  return fc.oneof(
    copy,
    original.map(([id, made]) => ({ id, ...made })),
  )
}

function columns(children: fc.Arbitrary<MarkdownBlock[]>): fc.Arbitrary<MarkdownBlock> {
  const ratio = fc.double({ min: 0, max: 1, minExcluded: true, noNaN: true })
  const payload = fc.oneof(fc.constant({}), fc.record({ width_ratio: ratio }))
  const column = fc
    .tuple(payload, children)
    .map(([column, inner]): MarkdownBlock => ({ type: 'column', column, children: inner }))
  return made('column_list', fc.constant({}), fc.array(column, { minLength: 1, maxLength: 3 }))
}

function tabs(children: fc.Arbitrary<MarkdownBlock[]>): fc.Arbitrary<MarkdownBlock> {
  const label = made(
    'paragraph',
    fc.record({ rich_text: richText(), color: fc.constantFrom(...colors), icon: icon() }),
    children,
  )
  return made('tab', fc.constant({}), fc.array(label, { minLength: 1, maxLength: 3 }))
}

function table(): fc.Arbitrary<MarkdownBlock> {
  return fc.integer({ min: 1, max: 3 }).chain((table_width) => {
    const cells = fc.array(richText(), { minLength: table_width, maxLength: table_width })
    const rows = fc.array(made('table_row', fc.record({ cells }), fc.constant([])), {
      minLength: 1,
      maxLength: 3,
    })
    const payload = {
      table_width: fc.constant(table_width),
      has_column_header: fc.boolean(),
      has_row_header: fc.boolean(),
    }
    return made('table', fc.record(payload), rows)
  })
}

function media(type: string): fc.Arbitrary<unknown> {
  const url = fc.oneof(
    fc.constantFrom('https://x.test/a.png', 'http://y/(a)?b=1&c="2"', 'https://z/a b\n<c>'),
    plain(),
  )
  const source = url.chain((address) =>
    fc.constantFrom(
      { type: 'external', external: { url: `u${address}` } },
      { type: 'file', file: { url: `u${address}`, expiry_time: 'x' } },
    ),
  )
  const name = type === 'file' ? fc.record({ name: plain() }) : fc.constant({})
  return fc.tuple(source, name, richText()).map(([file, named, caption]) => ({ caption, ...file, ...named }))
}

function icon(): fc.Arbitrary<unknown> {
  return fc.constantFrom(
    null,
    { type: 'emoji', emoji: '🎯' },
    { type: 'external', external: { url: 'https://x/"y"' } },
    { type: 'icon', icon: { name: 'arrow_up', color: 'lightgray' } },
    { type: 'custom_emoji', custom_emoji: { ...emoji, url: 'https://x/e.png' } },
  )
}

function plain(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words, ' ', '\n', '\t', '\r') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
  )
  return fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''))
}

function richText(): fc.Arbitrary<Fields[]> {
  return fc.array(item(), { maxLength: 5 })
}

function item(): fc.Arbitrary<Fields> {
  const flag = fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() })
  const annotations = fc.record({
    bold: flag,
    italic: flag,
    strikethrough: flag,
    underline: flag,
    code: flag,
    color: fc.constantFrom('default', 'default', ...colors),
  })
  const link = fc.constantFrom(
    null,
    null,
    null,
    { url: 'https://x.test/(a)' },
    { url: 'http://y?a=1&amp;b=) <"' },
    { url: 'z\n' },
  )
  const text = fc.record({
    type: fc.constant('text'),
    text: fc.record({ content: plain(), link }),
    annotations,
  })
  const equation = fc.record({
    type: fc.constant('equation'),
    equation: fc.record({ expression: plain() }),
    annotations,
  })
  const mention = fc.record({
    type: fc.constant('mention'),
    mention: mentions(),
    annotations,
    plain_text: plain(),
  })
  return fc.oneof(
    { weight: 5, arbitrary: text },
    { weight: 1, arbitrary: equation },
    { weight: 1, arbitrary: mention },
  ) as fc.Arbitrary<Fields>
}

function mentions(): fc.Arbitrary<unknown> {
  const named = (type: string) => fc.uuid().map((id) => ({ type, [type]: { id } }))
  const date = (start: string, end: string | null = null, time_zone: string | null = null) => ({
    type: 'date',
    date: { start, end, time_zone },
  })
  return fc.oneof(
    named('user'),
    named('page'),
    named('database'),
    fc.constantFrom(
      date('2026-01-02'),
      date('2026-01-02', '2026-02-03'),
      date('2026-01-02T10:00:00.000+00:00'),
      date('2026-01-02T10:00:00.000-04:00', '2026-01-02T11:00:00.000-04:00'),
      date('2026-01-02T10:00:00.000-04:00', '2026-01-02T11:00:00.000-05:00'),
      date('2026-01-02T10:00:00', null, 'Europe/Berlin'),
      {
        type: 'template_mention',
        template_mention: { type: 'template_mention_date', template_mention_date: 'now' },
      },
      {
        type: 'template_mention',
        template_mention: { type: 'template_mention_user', template_mention_user: 'me' },
      },
      { type: 'custom_emoji', custom_emoji: emoji },
      { type: 'custom_emoji', custom_emoji: { id: emoji.id, name: 'two words' } },
    ),
  )
}

/** The same without what a synced block shows or is called: it may lose or get that. */
const said = (block: MarkdownBlock) => meaningOf(block, { addressed: false })
const meaning = (block: MarkdownBlock) => meaningOf(block, { addressed: true })

/** What a block says, in a shape that is the same for answers and requests. */
function meaningOf(block: MarkdownBlock, how: { addressed: boolean }): unknown {
  const payload = payloadOf(block)
  const children = (block.children ?? []).map((child) => meaningOf(child, how))
  const mirrored = how.addressed ? (block.mirrored ?? []).map((child) => meaningOf(child, how)) : []
  const { type } = block
  if (['bookmark', 'template', 'breadcrumb'].includes(type))
    return { type: 'unknown', id: block.id, alt: type }
  if (type === 'unknown') return { type, id: block.id, alt: payload.alt }
  if (type === 'child_page' || type === 'child_database')
    return { type, id: block.id, is_inline: payload.is_inline }
  if (type === 'code')
    return { type, text: lines(plainTextOf(payload.rich_text)), language: payload.language }
  if (type === 'equation') return { type, expression: lines(stringOf(payload.expression)) }
  const said = {
    type,
    text: looks(payload.rich_text),
    caption: looks(payload.caption),
    title: looks(payload.title),
    cells: Array.isArray(payload.cells) ? payload.cells.map(looks) : [],
    address: addressOfMedia(payload),
    icon: iconAttribute(payload.icon),
    color: payload.color,
    checked: payload.checked,
    toggles: payload.is_toggleable,
    ratio: payload.width_ratio,
    table: [payload.table_width, payload.has_column_header, payload.has_row_header],
    original: fieldsOf(payload.synced_from).block_id,
  }
  return { ...said, id: type === 'synced_block' && how.addressed ? block.id : undefined, children, mirrored }
}

function plainTextOf(richText: unknown): string {
  return runsOf(richText)
    .map(({ atom }) =>
      atom.kind === 'text' ? atom.text : atom.kind === 'equation' ? atom.expression : atom.label,
    )
    .join('')
}

function lines(text: string): string {
  return text.replace(/\r\n|\r/g, '\n')
}

/** Each character with its looks. Nobody sees whether white space is bold or italic, so there its neighbours decide. */
function looks(richText: unknown): unknown[] {
  const units = runsOf(richText).flatMap((run) => unitsOf(run))
  const solid = units.map(({ shown, code }) => code || typeof shown !== 'string' || !/\s/.test(shown))
  const near = (from: number, step: number) => {
    let at = from
    while (at >= 0 && at < units.length && !solid[at]) at += step
    return units[at]
  }
  return units.map((unit, i) => {
    if (solid[i]) return unit
    const [before, after] = [near(i, -1), near(i, 1)]
    return {
      ...unit,
      bold: Boolean(before?.bold && after?.bold),
      italic: Boolean(before?.italic && after?.italic),
    }
  })
}

interface Unit extends Marks {
  shown: string | Fields
}

function unitsOf({ atom, marks }: Run): Unit[] {
  if (atom.kind === 'text')
    return lines(atom.text)
      .split('')
      .map((shown) => ({ shown, ...marks }))
  const shown =
    atom.kind === 'equation' ? { equation: lines(atom.expression) } : { mention: momentsOf(atom.mention) }
  return [{ shown, ...marks, link: '' }]
}

function momentsOf(mention: object): unknown {
  return Object.fromEntries(
    Object.entries(mention).map(([key, value]) => [
      key,
      typeof value === 'string' ? value.replace(/T(\d\d:\d\d):00(?:\.000)?/, 'T$1') : value,
    ]),
  )
}
