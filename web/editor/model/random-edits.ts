/** What people do to a document, at random: for property-based tests. */
import fc from 'fast-check'
import { storeRichText } from '#shared/rich-text/store.ts'
import type { DocumentBlock, TableContent } from './document.ts'
import { exampleId, madePages, runs } from './example-page.ts'
import { readPayload } from './fields.ts'
import { toInline } from './rich-text.ts'
import { toDocument } from './to-document.ts'

interface Draft {
  id: string
  type: string
  props: Record<string, string | number | boolean | undefined>
  content?: unknown
  children: Draft[]
}

type Act = (document: Draft[], newId: () => string) => void

const inline = runs.map((requests) => {
  const { rich_text } = readPayload('paragraph', { rich_text: storeRichText(requests as never) })
  return toInline(rich_text as never)
})

interface Seat {
  draft: Draft
  siblings: Draft[]
}

const seats = (drafts: Draft[]): Seat[] =>
  drafts.flatMap((draft) => [{ draft, siblings: drafts }, ...seats(draft.children)])

const pick = (document: Draft[], at: number): Seat | undefined => {
  const all = seats(document)
  return all[at % Math.max(all.length, 1)]
}

const leave = ({ draft, siblings }: Seat): void => {
  siblings.splice(siblings.indexOf(draft), 1)
}

const renamed = (blocks: readonly DocumentBlock[], newId: () => string): Draft[] =>
  blocks.map((block) => ({ ...block, id: newId(), children: renamed(block.children, newId) }))

const at = fc.nat(60)
const texted = [
  'paragraph',
  'heading',
  'callout',
  'toggleListItem',
  'bulletListItem',
  'numberedListItem',
  'quote',
]
const textTypes = [...texted, 'checkListItem', 'codeBlock']

const remove = at.map(
  (place): Act =>
    (document) => {
      const seat = pick(document, place)
      if (seat) leave(seat)
    },
)

const insert = fc.tuple(at, fc.boolean(), madePages).map(
  ([place, isInside, page]): Act =>
    (document, newId) => {
      const seat = pick(document, place)
      const added = renamed(toDocument(page), newId)
      if (!seat) document.push(...added)
      else if (isInside) seat.draft.children.unshift(...added)
      else seat.siblings.splice(seat.siblings.indexOf(seat.draft), 0, ...added)
    },
)

const move = fc.tuple(at, at, fc.boolean()).map(
  ([from, to, isInside]): Act =>
    (document) => {
      const [seat, target] = [pick(document, from), pick(document, to)]
      if (!seat || !target || seats([seat.draft]).some(({ draft }) => draft === target.draft)) return
      leave(seat)
      if (isInside) target.draft.children.push(seat.draft)
      else target.siblings.splice(target.siblings.indexOf(target.draft) + 1, 0, seat.draft)
    },
)

const write = fc.tuple(at, inline).map(
  ([place, content]): Act =>
    (document) => {
      const draft = pick(document, place)?.draft
      if (draft && Array.isArray(draft.content)) draft.content = content
    },
)

const retype = fc.tuple(at, fc.constantFrom(...textTypes)).map(
  ([place, type]): Act =>
    (document) => {
      const draft = pick(document, place)?.draft
      if (!draft || !textTypes.includes(draft.type)) return
      draft.type = type
      if (type === 'heading') draft.props = { ...draft.props, level: 1, isToggleable: false }
      if (type === 'codeBlock') draft.props = { ...draft.props, language: 'python' }
    },
)

const repaint = fc.tuple(at, fc.constantFrom('red', 'default'), fc.boolean()).map(
  ([place, textColor, flag]): Act =>
    (document) => {
      const draft = pick(document, place)?.draft
      if (!draft || draft.type === 'kept') return
      draft.props = { ...draft.props, textColor, checked: flag, isToggleable: flag }
      if (typeof draft.props.caption === 'string') draft.props.caption = `${draft.props.caption}!`
    },
)

const retable = fc.tuple(at, fc.nat(3), fc.nat(3), inline).map(
  ([place, what, where, cell]): Act =>
    (document) => {
      const tables = seats(document).filter(({ draft }) => draft.type === 'table')
      const draft = tables[place % Math.max(tables.length, 1)]?.draft
      if (!draft) return
      const table = draft.content as TableContent
      const rows = table.rows.map(({ cells }) => ({ cells: [...(cells as unknown[])] }))
      const row = rows[where % rows.length]!
      if (what === 0) rows.splice(where, 0, { cells: row.cells.map(() => cell) })
      else if (what === 1 && rows.length > 1) rows.splice(rows.indexOf(row), 1)
      else if (what === 2) for (const { cells } of rows) cells.splice(where, 0, [])
      else row.cells[0] = cell
      draft.content = { ...table, rows }
    },
)

const duplicate = at.map(
  (place): Act =>
    (document, newId) => {
      const seat = pick(document, place)
      if (seat) seat.siblings.push(...renamed([seat.draft as DocumentBlock], newId))
    },
)

/** A few of them, one after another. */
export const randomEdits = (most: number) =>
  fc
    .array(fc.oneof(remove, insert, move, move, write, write, retype, repaint, retable, duplicate), {
      minLength: 1,
      maxLength: most,
    })
    .map((acts) => (document: readonly DocumentBlock[], newId: () => string): DocumentBlock[] => {
      const drafts = structuredClone(document) as unknown as Draft[]
      for (const act of acts) act(drafts, newId)
      return drafts as unknown as DocumentBlock[]
    })

/** Ids of new blocks, no two alike. */
export function countingIds(from: number): () => string {
  let last = from
  return () => exampleId(last++)
}
