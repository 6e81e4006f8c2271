import { blockToNode } from '@blocknote/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import type { DocumentBlock } from '../model/document.ts'
import { keepInOrder } from '../model/keep-in-order.ts'
import type { AnyEditor } from './any-editor.ts'

/**
 * Makes the editor show a document by changing only what differs, down to letters: cursors elsewhere stay where they
 * are, and the change is nobody's to undo.
 */
export function showDocument(editor: AnyEditor, document: readonly DocumentBlock[]): void {
  editor.transact((tr) => {
    const group = tr.doc.firstChild!
    const wanted = document.map((block) => blockToNode(block as never, editor.pmSchema))
    if (wanted.length === 0) return
    changeGroup(tr, group, 1, wanted)
    tr.setMeta('addToHistory', false)
  })
}

/** Changes go from the end to the start, so that places before them stay true. */
function changeGroup(tr: Transaction, group: ProseNode, from: number, wanted: readonly ProseNode[]): void {
  const children: { node: ProseNode; at: number }[] = []
  group.forEach((node, offset) => {
    children.push({ node, at: from + offset })
  })
  const ids = wanted.map(idOf)
  const staying = keepInOrder(
    children.map(({ node }) => idOf(node)),
    ids,
  )
  if (staying.size === 0) {
    tr.replaceWith(from, from + group.content.size, wanted)
    return
  }
  let next = wanted.length
  for (const { node, at } of children.toReversed()) {
    if (!staying.has(idOf(node))) {
      tr.delete(at, at + node.nodeSize)
      continue
    }
    const place = ids.indexOf(idOf(node))
    insert(tr, at + node.nodeSize, wanted.slice(place + 1, next))
    changeBlock(tr, node, at, wanted[place]!)
    next = place
  }
  insert(tr, from, wanted.slice(0, next))
}

const idOf = (node: ProseNode): string => node.attrs.id as string

function insert(tr: Transaction, at: number, nodes: readonly ProseNode[]): void {
  if (nodes.length > 0) tr.insert(at, nodes)
}

/** A block is its content, and the group of what is below it where there is something. */
function changeBlock(tr: Transaction, block: ProseNode, at: number, wanted: ProseNode): void {
  if (block.eq(wanted)) return
  const [content, group] = [block.firstChild!, block.maybeChild(1)]
  const [wantedContent, wantedGroup] = [wanted.firstChild!, wanted.maybeChild(1)]
  const inGroup = at + 1 + content.nodeSize
  if (group && wantedGroup) changeGroup(tr, group, inGroup + 1, wantedGroup.children)
  else if (group) tr.delete(inGroup, inGroup + group.nodeSize)
  else if (wantedGroup) tr.insert(inGroup, wantedGroup)
  changeContent(tr, content, at + 1, wantedContent)
}

function changeContent(tr: Transaction, content: ProseNode, at: number, wanted: ProseNode): void {
  if (content.eq(wanted)) return
  if (content.type !== wanted.type && !(content.inlineContent && wanted.inlineContent)) {
    tr.replaceWith(at, at + content.nodeSize, wanted)
    return
  }
  const start = content.content.findDiffStart(wanted.content)
  const end = content.content.findDiffEnd(wanted.content)
  if (start !== null && end !== null) {
    const overlap = Math.max(0, start - Math.min(end.a, end.b))
    const slice = wanted.slice(start, end.b + overlap)
    tr.replace(at + 1 + start, at + 1 + end.a + overlap, slice)
  }
  if (!content.hasMarkup(wanted.type, wanted.attrs)) tr.setNodeMarkup(at, wanted.type, wanted.attrs)
}
