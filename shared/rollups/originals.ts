import type { RolledUp } from '../computed/results.ts'
import { partsOf } from './read.ts'

/** Every value, empty ones too, in the order of the related pages. */
export const showOriginal = (items: readonly RolledUp[]): readonly RolledUp[] => items

/** Each value once, where it first stands; empty ones are left out. */
export function showUnique(items: readonly RolledUp[]): readonly RolledUp[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const parts = partsOf(item)
    const key = JSON.stringify(parts)
    if (parts.length === 0 || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
