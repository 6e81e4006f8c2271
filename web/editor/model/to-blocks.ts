import type { Run } from '#shared/rich-text/merge.ts'
import { conversions, typeOf } from './conversions.ts'
import type { DocumentBlock, Inline } from './document.ts'
import { blocksById, type PageBlock, type Payload } from './page-block.ts'
import { toRuns } from './rich-text.ts'
import { settle } from './settle.ts'
import { tableToBlock } from './table.ts'

/** What the blocks of a document are made with. */
export interface Making {
  /** The blocks as they were the last time: rows of tables keep their ids. */
  readonly before: readonly PageBlock[]
  /** A new UUID. */
  newId(): string
}

/**
 * The blocks that a document stands for. What is only a place to write, and what has nothing to show yet, is left out;
 * what stands where the API would not have it is put where it may stand.
 */
export function toBlocks(document: readonly DocumentBlock[], making: Making): PageBlock[] {
  const known = blocksById(making.before)
  const convert = (blocks: readonly DocumentBlock[]): PageBlock[] =>
    blocks.flatMap((block) => {
      const children = convert(block.children)
      const converted = toBlock(block, known, making)
      return converted === null
        ? children
        : [{ ...converted, children: [...converted.children, ...children] }]
    })
  const last = document.at(-1)
  const written = last && isPlaceToWrite(last) && !known.has(last.id) ? document.slice(0, -1) : document
  return settle(convert(written), making.newId)
}

/** BlockNote ends with an empty paragraph, so that there is somewhere to click. */
const isPlaceToWrite = ({ type, content, children }: DocumentBlock): boolean =>
  type === 'paragraph' && Array.isArray(content) && content.length === 0 && children.length === 0

function toBlock(
  block: DocumentBlock,
  known: ReadonlyMap<string, PageBlock>,
  { newId }: Making,
): PageBlock | null {
  const { id, props } = block
  if (block.type === 'table') return tableToBlock(block, known.get(id), newId)
  if (block.type === 'kept') return unpack(block)
  const type = typeOf(block.type, props)
  const conversion = type === undefined ? undefined : conversions[type]
  if (type === undefined || conversion === undefined) return null
  const payload = conversion.toPayload(props)
  if (payload === null) return null
  const texts = Array.isArray(block.content) ? { rich_text: toRuns(block.content as Inline[]) } : {}
  return {
    id,
    type,
    payload: { ...texts, ...payload },
    shown: conversion.toShown?.(props) ?? {},
    children: [],
  }
}

function unpack({ id, props }: DocumentBlock): PageBlock | null {
  const { apiType: type, api, origin } = props as Record<string, string>
  const { payload, shown } = JSON.parse(api ?? '{}') as { payload: Payload; shown: Payload }
  if (id === origin) return { id, type: type!, payload, shown, children: [] }
  return copyOf(id, type!, { payload, shown }, origin!)
}

/** There cannot be two of a page, or of what nobody can make: a copy leads to it, or says what it said. */
function copyOf(
  id: string,
  type: string,
  { payload, shown }: { payload: Payload; shown: Payload },
  origin: string,
): PageBlock | null {
  const made = (madeType: string, madePayload: Payload) => ({
    id,
    type: madeType,
    payload: madePayload,
    shown: {},
    children: [],
  })
  if (type === 'child_page') return made('link_to_page', { page_id: origin })
  if (type === 'child_database') return made('link_to_page', { database_id: origin })
  if (type === 'link_preview') return made('bookmark', { caption: [] as Run[], url: shown.url })
  return type === 'table' ? made(type, payload) : null
}
