import type { TreeItem } from '#client/generated.ts'
import type { Destination, Placing } from '../../data/destination.ts'

/** What begins a tree of the sidebar. */
export type Section = 'favorites' | 'shared' | 'private' | `teamspace ${string}`

/** Something in a tree, and what stands around it. */
export interface Standing {
  item: TreeItem
  section: Section
  /** It stands in no page here. */
  isRoot: boolean
  /** What stands there, itself among it, and what comes before it. */
  beside: readonly TreeItem[]
  previous: TreeItem | null
}

export type Zone = 'before' | 'inside' | 'after'

/** What a drop means: a place in the tree, or among the favourites; null where nothing can be dropped. */
export type Drop = { kind: 'place' | 'favorite'; placing: Placing; to: string } | null

export const nameOf = ({ title }: Pick<TreeItem, 'title'>): string => title || 'Untitled'

export const mayMove = ({ level }: TreeItem): boolean => level === 'full_access' || level === 'edit'

/** What it means to drop something on another one. */
export function dropOn(dragged: Standing, target: Standing, zone: Zone): Drop {
  const { item } = dragged
  if (item.id === target.item.id) return null
  if (zone === 'inside') {
    if (target.item.type !== 'page' || !mayMove(target.item) || !mayMove(item)) return null
    return {
      kind: 'place',
      placing: { item, parent: { page_id: target.item.id } },
      to: `“${nameOf(target.item)}”`,
    }
  }
  const after = zone === 'after' ? target.item.id : (target.previous?.id ?? null)
  // It stands there.
  if (after === item.id) return null
  if (target.isRoot) return dropAtTop(dragged, target.section, after)
  if (!mayMove(item)) return null
  const parent = parentOf(target.item)
  if (parent === null) return null
  const isBeside = zone === 'after' || (target.previous !== null && isSame(parentOf(target.previous), parent))
  const placing = {
    item,
    ...(isSame(parentOf(item), parent) ? {} : { parent }),
    after: isBeside ? after : null,
  }
  return { kind: 'place', placing, to: `beside “${nameOf(target.item)}”` }
}

/** The same at the top of a section, at its end when nothing is said. */
export function dropAtTop(dragged: Standing, section: Section, after?: string | null): Drop {
  const { item } = dragged
  const behind = after === undefined ? {} : { after }
  if (section === 'favorites') return { kind: 'favorite', placing: { item, ...behind }, to: 'favorites' }
  const stays = dragged.isRoot && dragged.section === section
  if (stays) return after === undefined ? null : { kind: 'place', placing: { item, after }, to: '' }
  if (section === 'shared' || item.type === 'database' || item.level !== 'full_access') return null
  return {
    kind: 'place',
    placing: { item, parent: topOf(section), ...behind },
    to: section === 'private' ? 'your private pages' : 'the teamspace',
  }
}

const topOf = (section: 'private' | `teamspace ${string}`): Destination =>
  section === 'private' ? { private: true } : { teamspace_id: section.slice('teamspace '.length) }

function parentOf({ parent }: TreeItem): Destination | null {
  const { page_id, block_id } = parent as { page_id?: string; block_id?: string }
  return page_id ? { page_id } : block_id ? { block_id } : null
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
