import type { RolledUp, RollupResult } from '../computed/results.ts'
import type { StoredDate } from '../dates.ts'
import { checked, percentChecked, percentUnchecked, unchecked } from './checkboxes.ts'
import { count, countValues, empty, notEmpty, percentEmpty, percentNotEmpty, unique } from './counts.ts'
import { dateRange, earliestDate, latestDate } from './dates.ts'
import { flatten } from './flatten.ts'
import type { RollupFunction } from './functions.ts'
import { countPerGroup, percentPerGroup } from './groups.ts'
import { average, max, median, min, range, sum } from './numbers.ts'
import { showOriginal, showUnique } from './originals.ts'

type Aggregate = (items: readonly RolledUp[], timeZone: string) => RollupResult

/** Looks at the related pages one by one, whatever each of them has. */
const counted =
  (aggregate: (items: readonly RolledUp[]) => number): Aggregate =>
  (items) => ({ type: 'number', number: aggregate(items) })

const number =
  (aggregate: (items: readonly RolledUp[]) => number | null): Aggregate =>
  (items) => ({ type: 'number', number: aggregate(flatten(items)) })

const date =
  (aggregate: (items: readonly RolledUp[], timeZone: string) => StoredDate | null): Aggregate =>
  (items, timeZone) => ({ type: 'date', date: aggregate(flatten(items), timeZone) })

const array =
  (aggregate: (items: readonly RolledUp[]) => readonly RolledUp[]): Aggregate =>
  (items) => ({ type: 'array', array: aggregate(flatten(items)) })

const aggregates: Readonly<Record<RollupFunction, Aggregate>> = {
  count: counted(count),
  count_values: counted(countValues),
  empty: counted(empty),
  not_empty: counted(notEmpty),
  unique: counted(unique),
  show_unique: array(showUnique),
  percent_empty: counted(percentEmpty),
  percent_not_empty: counted(percentNotEmpty),
  sum: number(sum),
  average: number(average),
  median: number(median),
  min: number(min),
  max: number(max),
  range: number(range),
  earliest_date: date(earliestDate),
  latest_date: date(latestDate),
  date_range: date(dateRange),
  checked: number(checked),
  unchecked: number(unchecked),
  percent_checked: number(percentChecked),
  percent_unchecked: number(percentUnchecked),
  count_per_group: number(countPerGroup),
  percent_per_group: number(percentPerGroup),
  show_original: array(showOriginal),
}

/** What a function makes of the values of the related pages, one for each page. */
export const rollUp = (name: RollupFunction, items: readonly RolledUp[], timeZone: string): RollupResult =>
  aggregates[name](items, timeZone)
