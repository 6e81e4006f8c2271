import { type Fields, type MarkdownBlock, type MarkdownOptions, payloadOf } from './block.ts'
import { addressOfMedia, isMedia } from './media.ts'
import { isOpaque, renderAlone } from './render.ts'

/** What two trees of blocks have in common. */
export interface Comparison {
  /** Blocks of the new tree that name a block of the old one by its address, and that block. */
  claims: Map<MarkdownBlock, MarkdownBlock>
  claimed: Set<MarkdownBlock>
  /** Old blocks that markdown cannot show. */
  opaque: Set<MarkdownBlock>
  /** New blocks that name something which is not in the old tree, or is named twice. */
  strangers: Set<MarkdownBlock>
  /** For the address of each stored file, without the signature: the block that shows it. */
  files: Map<string, string>
  /** What the block says without its children. */
  head: (block: MarkdownBlock) => string
  /** Equal for blocks that say the same with all that lies in them. */
  subtree: (block: MarkdownBlock) => number
  /** Equal for blocks that are the same: by what they say, or by the address where they have one. */
  key: (block: MarkdownBlock) => number
}

/** Compares blocks as markdown shows them, so that what it cannot say is never a difference. */
export function compare(
  before: readonly MarkdownBlock[],
  after: readonly MarkdownBlock[],
  options: MarkdownOptions,
): Comparison {
  const old = survey(before)
  const { claims, strangers } = claim(after, old)
  const names = new Map<string, number>()
  const named = (text: string): number => {
    const known = names.get(text) ?? names.size
    names.set(text, known)
    return known
  }
  const head = remembered((block: MarkdownBlock) => renderAlone(withoutSignature(block, old.files), options))
  const strange = new Map([...strangers].map((block, i) => [block, `stranger ${i}`]))
  const identity = (block: MarkdownBlock): string | undefined => {
    const known = claims.get(block) ?? (old.byId.get(block.id ?? '') === block ? block : undefined)
    return known ? `id ${known.id}` : strange.get(block)
  }
  const subtree: (block: MarkdownBlock) => number = remembered((block: MarkdownBlock) => {
    const inner = innerOf(block, old.opaque.has(block)).map(subtree)
    return named(`${identity(block) ?? ''} ${shownHead(block)} (${inner.join()})`)
  })
  const shownHead = (block: MarkdownBlock) => (isNamed(claims.get(block) ?? block) ? '' : head(block))
  const isNamed = (block: MarkdownBlock) => old.opaque.has(block) || strangers.has(block)
  const key = (block: MarkdownBlock): number => {
    const id = identity(block)
    return id === undefined ? subtree(block) : named(id)
  }
  const claimed = new Set(claims.values())
  return { claims, claimed, opaque: old.opaque, strangers, files: old.files, head, subtree, key }
}

/** The children that are the block's own to change: not those of a copy, nor what nobody was shown. */
export function innerOf(block: MarkdownBlock, opaque: boolean): MarkdownBlock[] {
  return opaque || isCopy(block) ? [] : (block.children ?? [])
}

/** Whether the block shows another synced block's content. */
export function isCopy(block: MarkdownBlock): boolean {
  return block.type === 'synced_block' && Boolean(payloadOf(block).synced_from)
}

/** The address without what changes at each reading. */
export function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/s, '')
}

interface Survey {
  /** Blocks that an address in markdown can name. */
  byId: Map<string, MarkdownBlock>
  opaque: Set<MarkdownBlock>
  files: Map<string, string>
}

function survey(before: readonly MarkdownBlock[]): Survey {
  const found: Survey = { byId: new Map(), opaque: new Set(), files: new Map() }
  const visit = (block: MarkdownBlock, depth: number): void => {
    const opaque = isOpaque(block, depth)
    if (opaque) found.opaque.add(block)
    if (block.id !== undefined && (opaque || isOriginal(block))) found.byId.set(block.id, block)
    const payload = payloadOf(block)
    if (isMedia(block) && payload.file !== undefined)
      found.files.set(withoutQuery(addressOfMedia(payload)), block.id ?? '')
    for (const child of innerOf(block, opaque)) visit(child, depth + 1)
  }
  for (const block of before) visit(block, 0)
  return found
}

function isOriginal(block: MarkdownBlock): boolean {
  return block.type === 'synced_block' && !isCopy(block)
}

function claim(after: readonly MarkdownBlock[], old: Survey) {
  const claims = new Map<MarkdownBlock, MarkdownBlock>()
  const strangers = new Set<MarkdownBlock>()
  const taken = new Set<MarkdownBlock>()
  const visit = (block: MarkdownBlock): void => {
    const named = block.id === undefined ? undefined : old.byId.get(block.id)
    if (named && !taken.has(named) && fits(named, block, old.opaque)) {
      claims.set(block, named)
      taken.add(named)
    } else if (block.type === 'unknown' || pages.has(block.type)) strangers.add(block)
    for (const child of innerOf(block, false)) visit(child)
  }
  for (const block of after) visit(block)
  return { claims, strangers }
}

const pages = new Set(['child_page', 'child_database'])

/** Whether a new block may be the old one that it names. */
function fits(named: MarkdownBlock, block: MarkdownBlock, opaque: ReadonlySet<MarkdownBlock>): boolean {
  if (pages.has(block.type)) return pages.has(named.type)
  return block.type === 'unknown' ? opaque.has(named) : isOriginal(block) && isOriginal(named)
}

/** A stored file is the same whatever signature its address carries. */
function withoutSignature(block: MarkdownBlock, files: ReadonlyMap<string, string>): MarkdownBlock {
  if (!isMedia(block)) return block
  const { file: _, external: __, ...payload }: Fields = payloadOf(block)
  const address = withoutQuery(addressOfMedia(payloadOf(block)))
  return files.has(address) ? { ...block, [block.type]: { ...payload, external: { url: address } } } : block
}

function remembered<T>(compute: (block: MarkdownBlock) => T): (block: MarkdownBlock) => T {
  const known = new Map<MarkdownBlock, T>()
  return (block) => {
    const found = known.get(block)
    if (found !== undefined) return found
    const computed = compute(block)
    known.set(block, computed)
    return computed
  }
}
