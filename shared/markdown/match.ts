import { align } from './align.ts'
import { type Fields, type MarkdownBlock, type MarkdownOptions, payloadOf, stringOf } from './block.ts'
import { type Comparison, compare, innerOf } from './compare.ts'
import { pairGap } from './pair-gap.ts'
import { storedFile, updatePayload } from './update-payload.ts'

/** What is to be done so that a page holds other blocks. Lists are complete and in their new order. */
export interface Plan {
  items: PlanItem[]
  /** Blocks that go, with all that lies in them. Last of all: blocks that stay may have to be moved out of them. */
  deleted: string[]
  /** The pages and databases that go with them, however deep they lie. */
  deletedPages: DeletedPage[]
  /** New blocks that name a page, a database or a block which is not here, or twice. Nothing can create them. */
  strangers: MarkdownBlock[]
  /** Whether anything is to be done. */
  changed: boolean
}

export interface DeletedPage {
  id: string
  type: 'child_page' | 'child_database'
  title: string
}

/**
 * Without `children` all that lies in a block stays as it is. `moved`: it stood elsewhere before. `fileOf`: the address
 * is that of the file stored with this block, so the file is to be kept and not the address.
 */
export type PlanItem =
  | { op: 'keep'; id: string; moved?: true; children?: PlanItem[] }
  | {
      op: 'update'
      id: string
      type: string
      payload: Fields
      fileOf?: string
      moved?: true
      children?: PlanItem[]
    }
  | { op: 'create'; block: MarkdownBlock; fileOf?: string; children: PlanItem[] }

/**
 * Decides which blocks of a page keep their identity when it is to hold what was read from markdown: what says the
 * same stays untouched, what changed and kept its type is updated, the rest is created or deleted. Blocks that markdown
 * names by address are found wherever they stand. `before` has ids and the payloads of answers, with everything that
 * was shown; what it says that markdown cannot say stays as it is.
 */
export function matchBlocks(
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
  options: MarkdownOptions,
): Plan {
  const comparison = compare(before, after, options)
  const plan: Plan = {
    items: [],
    deleted: [],
    deletedPages: [],
    strangers: [...comparison.strangers],
    changed: false,
  }
  plan.items = matchLists({ comparison, plan }, before, after)
  plan.changed = plan.deleted.length > 0 || !plan.items.every(isUntouched)
  return plan
}

/** Why a plan is refused where deleting is not allowed; undefined when no page and no database goes. */
export function deletionRefusal({ deletedPages }: Plan): string | undefined {
  if (deletedPages.length === 0) return undefined
  const named = deletedPages.map(
    ({ type, title }) => `${type === 'child_page' ? 'page' : 'database'}: "${title}"`,
  )
  return `This operation would delete ${named.length} child page(s) or database(s): ${named.join(', ')}`
}

interface Matching {
  comparison: Comparison
  plan: Plan
}

function matchLists(
  matching: Matching,
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
): PlanItem[] {
  const { claims, claimed } = matching.comparison
  const partners = partnersOf(matching.comparison, before, after)
  const kept = new Set(partners.values())
  for (const block of before) if (!kept.has(block) && !claimed.has(block)) remove(matching, block)
  return after.map((block) => {
    const partner = partners.get(block)
    if (partner) return stay(matching, partner, block)
    const elsewhere = claims.get(block)
    return elsewhere ? { ...stay(matching, elsewhere, block), moved: true } : create(matching, block)
  })
}

/** For each block of the new list the one it was: one that says the same, or between those one of the same type. */
function partnersOf(
  comparison: Comparison,
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
): Map<MarkdownBlock, MarkdownBlock> {
  const { key, claims, claimed, opaque } = comparison
  const partners = new Map<MarkdownBlock, MarkdownBlock>()
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [
    ...align(before.map(key), after.map(key)),
    [before.length, after.length] as const,
  ]) {
    const old = before.slice(i, nextI).filter((block) => !claimed.has(block) && !opaque.has(block))
    const fresh = after.slice(j, nextJ).filter((block) => !claims.has(block))
    for (const [was, is] of pairGap(old, fresh, comparison)) partners.set(is, was)
    if (nextI < before.length && nextJ < after.length) partners.set(after[nextJ]!, before[nextI]!)
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
  return partners
}

function stay(
  matching: Matching,
  before: MarkdownBlock,
  after: MarkdownBlock,
): PlanItem & { op: 'keep' | 'update' } {
  const { opaque, head, subtree, files } = matching.comparison
  const id = before.id ?? ''
  if (opaque.has(before) || before === after) return { op: 'keep', id }
  const children = subtree(before) === subtree(after) ? undefined : matchInside(matching, before, after)
  const inside = children ? { children } : {}
  if (before.type === 'synced_block' || head(before) === head(after)) return { op: 'keep', id, ...inside }
  const payload = updatePayload(before, after, files)
  const fileOf = payload.external === undefined ? undefined : storedFile(after, files)
  return {
    op: 'update',
    id,
    type: after.type,
    payload,
    ...(fileOf === undefined ? {} : { fileOf }),
    ...inside,
  }
}

/** What is to be done inside a block, undefined when it is nothing. */
function matchInside(
  matching: Matching,
  before: MarkdownBlock,
  after: MarkdownBlock,
): PlanItem[] | undefined {
  const old = innerOf(before, false)
  const fresh = innerOf(after, false)
  const items = matchLists(matching, old, after.type === 'meeting_notes' ? withHidden(old, fresh) : fresh)
  return items.length === old.length && items.every(isUntouched) ? undefined : items
}

function isUntouched(item: PlanItem): boolean {
  return item.op === 'keep' && !item.moved && item.children === undefined
}

/** A section of meeting notes that was not shown, a transcript for one, is not deleted by its absence. */
function withHidden(old: MarkdownBlock[], fresh: MarkdownBlock[]): MarkdownBlock[] {
  const shown = new Set(fresh.map((section) => section.type))
  const hidden = old.filter((section) => !shown.has(section.type))
  return [...fresh, ...hidden].sort((a, b) => sections.indexOf(a.type) - sections.indexOf(b.type))
}

const sections = ['meeting_notes_summary', 'meeting_notes_notes', 'meeting_notes_transcript']

function create(matching: Matching, block: MarkdownBlock): PlanItem {
  const { comparison } = matching
  const { children: _, mirrored: __, id, ...head } = block
  const isStranger = id !== undefined && comparison.strangers.has(block)
  const fileOf = storedFile(block, comparison.files)
  return {
    op: 'create',
    block: { ...(isStranger ? { id } : {}), ...head } as MarkdownBlock,
    ...(fileOf === undefined ? {} : { fileOf }),
    children: matchLists(matching, [], innerOf(block, false)),
  }
}

function remove({ plan, comparison }: Matching, block: MarkdownBlock): void {
  plan.deleted.push(block.id ?? '')
  const visit = (inner: MarkdownBlock): void => {
    const { id, type } = inner
    if (comparison.claimed.has(inner)) return
    if (id !== undefined && (type === 'child_page' || type === 'child_database')) {
      plan.deletedPages.push({ id, type, title: stringOf(payloadOf(inner).title) })
    }
    for (const child of innerOf(inner, comparison.opaque.has(inner))) visit(child)
  }
  visit(block)
}
