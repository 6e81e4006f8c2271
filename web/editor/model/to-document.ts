import { conversions } from './conversions.ts'
import type { DocumentBlock } from './document.ts'
import { type PageBlock, runsAt } from './page-block.ts'
import { isKept } from './read-tree.ts'
import { toInline } from './rich-text.ts'
import { tableToDocument } from './table.ts'

/** The document that shows a page. */
export const toDocument = (blocks: readonly PageBlock[]): DocumentBlock[] => blocks.map(toDocumentBlock)

function toDocumentBlock(block: PageBlock): DocumentBlock {
  const { id, type, payload, children } = block
  // A table without rows cannot be shown as one.
  if (type === 'table' && children.length > 0) return tableToDocument(block)
  const conversion = conversions[type]
  if (isKept(block) || conversion === undefined) return keep(block)
  return {
    id,
    type: conversion.name,
    props: conversion.toProps(block),
    content: payload.rich_text === undefined ? undefined : toInline(runsAt(payload, 'rich_text')),
    children: toDocument(children),
  }
}

/** What cannot be edited is carried whole. `origin` tells it from its copies. */
const keep = ({ id, type, payload, shown, children }: PageBlock): DocumentBlock => ({
  id,
  type: 'kept',
  props: { apiType: type, api: JSON.stringify({ payload, shown }), origin: id },
  children: toDocument(children),
})
