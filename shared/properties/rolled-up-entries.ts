import type { RolledUp, RollupResult } from '../computed/results.ts'
import type { RelatedPages } from './property.ts'
import { typeOf } from './registry.ts'

/** What the property item endpoint lists of a rollup: a value, or one part of a value that is itself listed. */
export interface RolledUpEntry {
  readonly item: RolledUp
  readonly part?: unknown
}

export function entriesOfRollup(result: RollupResult): readonly RolledUpEntry[] {
  if (result.type !== 'array') return []
  return result.array.flatMap((item): readonly RolledUpEntry[] => {
    if (typeOf(item.property).presentItem === undefined) return [{ item }]
    return partsIn(item).map((part) => ({ item, part }))
  })
}

function partsIn({ property, value }: RolledUp): readonly unknown[] {
  if (property.type === 'relation') return (value as RelatedPages | null)?.ids ?? []
  return (value ?? []) as readonly unknown[]
}
