import type { Computed, FormulaResult, RolledUp, RollupResult } from '../computed/results.ts'
import type { RelatedPages } from '../properties/property.ts'
import { matchesCheckbox } from './families/checkbox.ts'
import { matchesDate, testsEnd } from './families/date.ts'
import { matchesNumber } from './families/number.ts'
import { matchesText } from './families/text.ts'
import type { ComputedCondition, Test } from './filter.ts'
import type { Row, Subject } from './row.ts'

type Shown = FormulaResult['value']

/**
 * Whether what a formula or a rollup gives passes a condition. What cannot be computed is empty.
 *
 * @param matchesStored tests the value of a property that is kept with its page.
 */
export function matchesComputed(
  { quantifier, test }: ComputedCondition,
  computed: Computed | undefined,
  matchesStored: (subject: Subject, test: Test, row: Row) => boolean,
): boolean {
  if (quantifier === null) return matchesShown(test, computed ? shownValue(computed) : null)
  const items = computed && 'array' in computed ? computed.array : []
  const passes = (item: RolledUp): boolean =>
    item.property.type === 'formula'
      ? matchesShown(test, (item.value as FormulaResult).value)
      : matchesStored({ propertyId: item.property.id, type: item.property.type }, test, rowOf(item))
  switch (quantifier) {
    case 'any':
      return items.some(passes)
    case 'every':
      return items.length > 0 && items.every(passes)
    case 'none':
      return !items.some(passes)
  }
}

/** The one value of a formula or of a rollup that gives no array. */
export function shownValue(computed: Computed): Shown {
  if ('raw' in computed) return computed.value
  const rollup: RollupResult = computed
  return rollup.type === 'number' ? rollup.number : rollup.type === 'date' ? rollup.date : null
}

function matchesShown(test: Test, value: Shown): boolean {
  switch (test.family) {
    case 'text':
      return matchesText(test, typeof value === 'string' ? value : '')
    case 'number':
      return matchesNumber(test, typeof value === 'number' ? value : null)
    case 'checkbox':
      return matchesCheckbox(test, value)
    case 'date':
      if (typeof value !== 'object' || value === null) return matchesDate(test, null)
      return matchesDate(test, testsEnd(test) ? (value.end ?? value.start) : value.start)
    default:
      // The schema changed between the reading of the filter and that of the rows.
      return false
  }
}

/** A value of a related page, as if it had no other. */
function rowOf({ property, value, meta }: RolledUp): Row {
  return property.type === 'relation'
    ? { values: {}, relations: new Map([[property.id, value as RelatedPages]]), meta, place: 0 }
    : { values: { [property.id]: value }, relations: new Map(), meta, place: 0 }
}
