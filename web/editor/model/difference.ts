import { bodyOf, type Edit, placing, wholeBody } from './edit.ts'
import { changedKeys, fieldsOf } from './fields.ts'
import { mayHold } from './holds.ts'
import { keepInOrder } from './keep-in-order.ts'
import { blocksById, type PageBlock, walk } from './page-block.ts'
import { Places } from './places.ts'
import { withoutIcon } from './settle.ts'

/**
 * The edits that make one page of another, as few as can be: each block that changed is changed in the keys that did,
 * each that moved is moved once, and what stands in its order stays.
 */
export function difference(before: readonly PageBlock[], after: readonly PageBlock[]): Edit[] {
  const state: State = {
    before: blocksById(before),
    after: blocksById(after),
    places: new Places(before),
    edits: [],
  }
  for (const { block } of walk(after)) {
    comeOut(state, block)
    makeRoom(state, block)
  }
  const all = [...walk(after)].map(({ block }) => block)
  for (const block of all) change(state, state.before.get(block.id), withOldIcon(state, block))
  arrange(state, null, after)
  for (const block of all)
    change(state, state.before.has(block.id) ? withOldIcon(state, block) : undefined, block)
  for (const { block } of walk(before)) remove(state, block)
  return state.edits
}

interface State {
  readonly before: ReadonlyMap<string, PageBlock>
  readonly after: ReadonlyMap<string, PageBlock>
  /** Where everything is after the edits so far. */
  readonly places: Places
  readonly edits: Edit[]
}

/** What may not stay where it is once its type changes goes to the end of the page before. */
function comeOut(state: State, { id, type }: PageBlock): void {
  const old = state.before.get(id)
  if (old === undefined || old.type === type) return
  const parent = state.places.parentOf(id) ?? null
  if (!mayHold(parent === null ? null : state.before.get(parent)!, type)) moveToEnd(state, id)
}

/** What may not stay in a block whose type changes goes out before: to the end of the page, or into the trash. */
function makeRoom(state: State, block: PageBlock): void {
  const old = state.before.get(block.id)
  if (old === undefined || (old.type === block.type && mayHoldAll(block, old.children))) return
  for (const child of old.children) {
    const next = state.after.get(child.id)
    const stays =
      state.places.parentOf(child.id) !== block.id ||
      (mayHold(block, child.type) && (next === undefined || mayHold(old, next.type)))
    if (stays) continue
    if (next !== undefined) moveToEnd(state, child.id)
    else remove(state, child)
  }
}

const mayHoldAll = (block: PageBlock, children: readonly PageBlock[]): boolean =>
  children.every(({ type }) => mayHold(block, type))

function moveToEnd(state: State, id: string): void {
  const { before, places, edits } = state
  const block = before.get(id)!
  if (block.payload.icon && places.parentOf(id) !== null) change(state, block, withoutIcon(null, block))
  const after = places.childrenOf(null).at(-1) ?? null
  edits.push({ type: 'move', id, ...placing(null, after) })
  places.put(id, null, after)
}

/** A paragraph gets the icon of a label when it stands in its tab. */
function withOldIcon({ before }: State, block: PageBlock): PageBlock {
  if (block.type !== 'paragraph' || !block.payload.icon) return block
  const { icon = null } = before.get(block.id)?.payload ?? {}
  return {
    ...block,
    payload: { ...block.payload, icon: block.type === before.get(block.id)?.type ? icon : null },
  }
}

function change({ edits }: State, old: PageBlock | undefined, block: PageBlock): void {
  if (old === undefined) return
  const body = wholeBody(block)
  if (old.type !== block.type) {
    if (body) edits.push({ type: 'retype', id: block.id, block: body, base: bodyOf(old, textKeys(old.type)) })
    return
  }
  const keys = changedKeys(block.type, old.payload, block.payload)
  if (keys.length === 0 || body === undefined) return
  const { id, type } = block
  const isWhole = keys.some((key) => fieldsOf[type]?.[key]?.isFixed)
  if (isWhole) edits.push({ type: 'retype', id, block: body, base: bodyOf(old, textKeys(type)) })
  else edits.push({ type: 'update', id, block: bodyOf(block, keys), base: bodyOf(old, keys) })
}

const textKeys = (type: string): string[] =>
  Object.entries(fieldsOf[type] ?? {}).flatMap(([key, { kind }]) => (kind === 'text' ? [key] : []))

/** Brings the children of a block into their order, then those of each. */
function arrange(state: State, parent: string | null, wanted: readonly PageBlock[]): void {
  const { before, places, edits } = state
  const staying = keepInOrder(
    places.childrenOf(parent),
    wanted.map(({ id }) => id),
  )
  let after: string | null = null
  for (const block of wanted) {
    const { id } = block
    if (!before.has(id)) {
      const body = wholeBody(block)
      edits.push({ type: 'insert', id, ...placing(parent, after), ...(body && { block: body }) })
      places.put(id, parent, after)
    } else if (!staying.has(id)) {
      edits.push({ type: 'move', id, ...placing(parent, after) })
      places.put(id, parent, after)
    }
    after = id
  }
  for (const { id, children } of wanted) arrange(state, id, children)
}

/** What is gone goes into the trash with what is still in it; what survives has left by then, or leaves now. */
function remove(state: State, block: PageBlock): void {
  const { after, places, edits } = state
  if (after.has(block.id) || !places.has(block.id)) return
  for (const { block: below } of walk(block.children)) {
    if (after.has(below.id) && places.isBelow(below.id, block.id)) moveToEnd(state, below.id)
  }
  edits.push({ type: 'delete', id: block.id })
  places.remove(block.id)
}
