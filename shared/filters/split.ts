import { type ComputedCondition, EVERY_ROW, type Filter, type PropertyCondition } from './filter.ts'

export interface SplitFilter {
  /** Passes every row that the whole filter passes, and nothing in it is left to others. */
  readonly inStore: Filter
  /** What the rows that pass `inStore` must pass as well; null when that is all. */
  readonly left: Filter | null
}

/** Whether only looking at rows can tell a condition. */
export type IsLeft = (condition: PropertyCondition | ComputedCondition) => boolean

/**
 * Divides a filter into what a store can tell of its rows and what only looking at them can. To the store, a
 * formula that it can tell is a property like others.
 */
export const splitFilter = (filter: Filter, isLeft: IsLeft): SplitFilter => ({
  inStore: widen(filter, isLeft),
  left: leftOf(filter, isLeft),
})

const isEveryRow = (filter: Filter): boolean => filter.kind === 'and' && filter.filters.length === 0

function widen(filter: Filter, isLeft: IsLeft): Filter {
  switch (filter.kind) {
    case 'timestamp':
      return filter
    case 'property':
      return isLeft(filter) ? EVERY_ROW : filter
    case 'computed': {
      const { propertyId, type, test } = filter
      return isLeft(filter) ? EVERY_ROW : { kind: 'property', propertyId, type, test }
    }
  }
  const filters = filter.filters.map((part) => widen(part, isLeft))
  if (filter.kind === 'and') return { kind: 'and', filters: filters.filter((part) => !isEveryRow(part)) }
  return filters.some(isEveryRow) ? EVERY_ROW : { kind: 'or', filters }
}

function leftOf(filter: Filter, isLeft: IsLeft): Filter | null {
  if (filter.kind === 'property' || filter.kind === 'computed') return isLeft(filter) ? filter : null
  if (filter.kind === 'timestamp') return null
  const left = filter.filters.map((part) => leftOf(part, isLeft)).filter((part) => part !== null)
  if (left.length === 0) return null
  return filter.kind === 'and' ? { kind: 'and', filters: left } : filter
}
