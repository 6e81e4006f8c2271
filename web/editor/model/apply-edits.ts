import { mergeCells } from '#shared/blocks/merge-cells.ts'
import { mergeRichText, mergeText, type Run } from '#shared/rich-text/merge.ts'
import type { Edit } from './edit.ts'
import { changedKeys, type FieldKind, fieldsOf, isSameValue, readPayload } from './fields.ts'
import { mayHold } from './holds.ts'
import { blocksById, type PageBlock, type Payload } from './page-block.ts'
import { Places } from './places.ts'

/**
 * Carries edits that were made on `base` over to what others made of it meanwhile, as the server would: texts are
 * merged, what others changed is not deleted, what cannot stand where it should is put last. A block that they deleted
 * comes back when something was written in it.
 *
 * @param mine the page with the edits done.
 */
export function applyEdits(
  base: readonly PageBlock[],
  theirs: readonly PageBlock[],
  mine: readonly PageBlock[],
  edits: readonly Edit[],
): PageBlock[] {
  const state: State = {
    base: blocksById(base),
    mine: blocksById(mine),
    blocks: blocksById(theirs),
    places: new Places(theirs),
    origins: new Places(base),
    home: new Places(mine),
  }
  for (const edit of edits) applyEdit(state, edit)
  return build(state, null)
}

interface State {
  readonly base: ReadonlyMap<string, PageBlock>
  readonly mine: ReadonlyMap<string, PageBlock>
  readonly blocks: Map<string, PageBlock>
  readonly places: Places
  /** Where everything was, and where it is on the page with the edits. */
  readonly origins: Places
  readonly home: Places
}

function applyEdit(state: State, edit: Edit): void {
  const { blocks, mine } = state
  const block = blocks.get(edit.id)
  if (edit.type === 'insert') {
    if (!block) place(state, mine.get(edit.id)!, edit.parent ?? null, edit.after)
  } else if (edit.type === 'move') {
    if (block) place(state, block, edit.parent ?? null, edit.after)
  } else if (edit.type === 'delete') {
    if (block && !wasChanged(state, edit.id)) remove(state, edit.id)
  } else if (block) write(state, block)
  else bringBack(state, mine.get(edit.id)!)
}

function place(
  { blocks, places }: State,
  block: PageBlock,
  parent: string | null,
  after: string | null,
): void {
  const isThere =
    parent === null || (blocks.has(parent) && parent !== block.id && !places.isBelow(parent, block.id))
  const into = isThere && mayHold(parent === null ? null : blocks.get(parent)!, block.type) ? parent : null
  if (into !== parent && !mayHold(null, block.type)) return
  blocks.set(block.id, block)
  places.put(block.id, into, after)
}

/** What somebody wrote in a block, merged with what others did. */
function write({ base, mine, blocks }: State, theirs: PageBlock): void {
  const [was, wanted] = [base.get(theirs.id)!, mine.get(theirs.id)!]
  const isOther = theirs.type !== was.type
  const type = isOther ? theirs.type : wanted.type
  const payload = mergePayload(type, was.payload, theirs.payload, wanted.payload)
  blocks.set(theirs.id, { ...theirs, type, payload, shown: isOther ? theirs.shown : wanted.shown })
}

/** Whether others did anything to a block or to what is in it. */
function wasChanged(state: State, id: string): boolean {
  const { base, mine, blocks, origins, places } = state
  const [was, is] = [base.get(id), blocks.get(id)!]
  if (was === undefined) return !mine.has(id)
  if (was.type !== is.type || changedKeys(is.type, was.payload, is.payload).length > 0) return true
  return places.childrenOf(id).some((child) => origins.parentOf(child) !== id || wasChanged(state, child))
}

function remove({ blocks, places }: State, id: string): void {
  for (const child of places.childrenOf(id)) blocks.delete(child)
  blocks.delete(id)
  places.remove(id)
}

const build = (state: State, parent: string | null): PageBlock[] =>
  state.places.childrenOf(parent).map((id) => ({ ...state.blocks.get(id)!, children: build(state, id) }))

function bringBack(state: State, block: PageBlock): void {
  const parent = state.home.parentOf(block.id) ?? null
  const siblings = state.home.childrenOf(parent)
  place(state, block, parent, siblings[siblings.indexOf(block.id) - 1] ?? null)
}

function mergePayload(type: string, base: Payload, theirs: Payload, mine: Payload): Payload {
  const merged: Record<string, unknown> = {}
  for (const [key, { kind }] of Object.entries(fieldsOf[type] ?? {})) {
    const value = mergeValue(kind, base[key], theirs[key], mine[key])
    if (value !== undefined) merged[key] = value
  }
  return readPayload(type, merged)
}

function mergeValue(kind: FieldKind, base: unknown, theirs: unknown, mine: unknown): unknown {
  const given = (value: unknown) => value ?? (kind === 'value' ? undefined : [])
  if (isSame(kind, base, mine)) return theirs ?? mine
  if (isSame(kind, base, theirs)) return mine
  if (kind === 'text')
    return mergeRichText(given(base) as Run[], given(theirs) as Run[], given(mine) as Run[])
  if (kind === 'cells')
    return mergeCells(given(base) as Run[][], given(theirs) as Run[][], given(mine) as Run[][])
  return kind === 'words' ? mergeText(`${base}`, `${theirs}`, `${mine}`) : mine
}

const isSame = (kind: FieldKind, one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : isSameValue(kind, one, other)
