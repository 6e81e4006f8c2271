import { matchesCheckbox } from './families/checkbox.ts'
import { matchesDate, testsEnd } from './families/date.ts'
import { matchesFiles } from './families/files.ts'
import { matchesMultiOption } from './families/multi-option.ts'
import { matchesNumber } from './families/number.ts'
import { matchesOption } from './families/option.ts'
import { matchesPeople } from './families/people.ts'
import { matchesRelation } from './families/relation.ts'
import { matchesText } from './families/text.ts'
import { matchesVerification, type Verified } from './families/verification.ts'
import type { Filter, Test } from './filter.ts'
import { matchesComputed } from './matches-computed.ts'
import type { Names, Row, Subject } from './row.ts'
import { endOf, listOf, numberOf, optionOf, peopleOf, relatedOf, startOf, textOf } from './values.ts'

/** Whether a row passes a filter. `names` are only asked for what mentions in rich text read as. */
export function matches(filter: Filter, row: Row, names?: Names): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => matches(part, row, names))
    case 'or':
      return filter.filters.some((part) => matches(part, row, names))
    case 'timestamp':
      return matchesDate(filter.test, row.meta[filter.timestamp])
    case 'property':
      return matchesProperty(filter, filter.test, row, names)
    case 'computed':
      return matchesComputed(filter, row.computed?.get(filter.propertyId), (subject, test, item) =>
        matchesProperty(subject, test, item, names),
      )
  }
}

function matchesProperty(condition: Subject, test: Test, row: Row, names?: Names): boolean {
  const { propertyId } = condition
  switch (test.family) {
    case 'text':
      return matchesText(test, textOf(row, condition, names))
    case 'number':
      return matchesNumber(test, numberOf(row, condition))
    case 'checkbox':
      return matchesCheckbox(test, row.values[propertyId])
    case 'option':
      return matchesOption(test, optionOf(row, condition))
    case 'multi_option':
      return matchesMultiOption(test, listOf(row, condition))
    case 'date':
      return matchesDate(test, testsEnd(test) ? endOf(row, condition) : startOf(row, condition))
    case 'people':
      return matchesPeople(test, peopleOf(row, condition))
    case 'relation':
      return matchesRelation(test, relatedOf(row, condition))
    case 'files':
      return matchesFiles(test, listOf(row, condition))
    case 'verification':
      return matchesVerification(test, (row.values[propertyId] as Verified | undefined) ?? null)
  }
}
