/** Filters of a query as conditions on a row: `r` is it in `rows`, `b` its block. */
import type { DateTest } from '#shared/filters/families/date.ts'
import type { MultiOptionTest } from '#shared/filters/families/multi-option.ts'
import type { NumberTest } from '#shared/filters/families/number.ts'
import type { OptionTest } from '#shared/filters/families/option.ts'
import type { PeopleTest } from '#shared/filters/families/people.ts'
import type { RelationTest } from '#shared/filters/families/relation.ts'
import type { TextTest } from '#shared/filters/families/text.ts'
import type { VerificationTest } from '#shared/filters/families/verification.ts'
import type { Filter, PropertyCondition, Test } from '#shared/filters/filter.ts'
import { CHECKED, idInKey, type KeyKind, keyLabel, numberKey } from '#shared/filters/row-keys.ts'
import { dialects } from './dialects/current.ts'
import type { Db, DialectName } from './dialects/dialect.ts'
import { type Fragment, sql } from './fragments.ts'
import { isVisible } from './nodes.ts'

/** Who looks at rows, and when. */
export interface RowReader {
  readonly db: Db
  readonly workspaceId: string
  readonly principals: string
  /** Milliseconds since 1970. */
  readonly now: number
}

type Condition = Fragment<boolean>

const ALWAYS: Condition = sql`1 = 1`
const NEVER: Condition = sql`1 = 0`

/** Holds for the rows that pass a filter. Nothing in it may depend on names or on computed values. */
export function rowCondition(filter: Filter, reader: RowReader): Condition {
  switch (filter.kind) {
    case 'and':
      return all(filter.filters.map((part) => rowCondition(part, reader)))
    case 'or':
      return any(filter.filters.map((part) => rowCondition(part, reader)))
    case 'timestamp':
      return within(filter.test, sql.ref(`b.${filter.timestamp}`), ordinary)
    case 'property':
      return propertyCondition(filter, reader)
    case 'computed':
      throw new Error('no store computes')
  }
}

/** The key that a row has for a property; null when it has none. */
export const keyAt = (dialect: DialectName, propertyId: string, kind: KeyKind): Fragment<string | null> =>
  dialects[dialect].jsonMember(sql.ref('r.keys'), keyLabel(kind, propertyId))

export const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? ALWAYS : sql`(${sql.join(conditions, sql` and `)})`

const any = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? NEVER : sql`(${sql.join(conditions, sql` or `)})`

function propertyCondition(condition: PropertyCondition, reader: RowReader): Condition {
  const { test, propertyId, type } = condition
  const { dialect } = reader.db
  const key = keyAt(dialect, propertyId, kindOf(test.family))
  switch (test.family) {
    case 'text':
      return text(test, key, dialect)
    case 'number':
      return number(test, key)
    case 'checkbox':
      return test.operand ? sql`${key} = ${CHECKED}` : unless(sql`(${key} = ${CHECKED})`, key)
    case 'option':
      return option(test, key)
    case 'multi_option':
      return manyOptions(test, key, dialect)
    case 'date':
      return type === 'created_time' || type === 'last_edited_time'
        ? within(test, sql.ref(`b.${type}`), ordinary)
        : within(test, key, numberKey)
    case 'people':
      return type === 'created_by' || type === 'last_edited_by'
        ? oneUser(test, sql.ref(`b.${type}`))
        : manyUsers(test, key, dialect)
    case 'relation':
      return related(test, propertyId, reader)
    case 'files':
      return existence(test.operator, key)
    case 'verification':
      return verified(test, key)
  }
}

function kindOf(family: Test['family']): KeyKind {
  if (family === 'option' || family === 'checkbox') return 'option'
  return family === 'multi_option' || family === 'people' ? 'many' : 'one'
}

const existence = (operator: 'is_empty' | 'is_not_empty', key: Fragment<unknown>): Condition =>
  operator === 'is_empty' ? sql`${key} is null` : sql`${key} is not null`

/** What has no value passes every negative. */
const unless = (condition: Condition, key: Fragment<unknown>): Condition =>
  sql`(${key} is null or not ${condition})`

/** An empty text is no text: everything begins with it, holds it and ends with it. */
function text(test: TextTest, key: Fragment<string | null>, dialect: DialectName): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  const { operator, operand } = test
  const isNothing = operand === ''
  const length = sql.lit([...operand].length)
  switch (operator) {
    case 'equals':
      return isNothing ? existence('is_empty', key) : sql`${key} = ${operand}`
    case 'does_not_equal':
      return isNothing ? existence('is_not_empty', key) : unless(sql`(${key} = ${operand})`, key)
    case 'contains':
      return isNothing ? ALWAYS : dialects[dialect].holdsText(key, operand)
    case 'does_not_contain':
      return isNothing ? NEVER : unless(sql`(${dialects[dialect].holdsText(key, operand)})`, key)
    case 'starts_with':
      return isNothing ? ALWAYS : sql`substr(${key}, 1, ${length}) = ${operand}`
    case 'ends_with':
      return isNothing
        ? ALWAYS
        : sql`(length(${key}) >= ${length} and substr(${key}, length(${key}) - ${length} + 1) = ${operand})`
  }
}

function number(test: NumberTest, key: Fragment<string | null>): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  const operand = numberKey(test.operand)
  return test.operator === 'does_not_equal'
    ? unless(sql`(${key} = ${operand})`, key)
    : sql`${key} ${sql.raw(COMPARISONS[test.operator])} ${operand}`
}

export const COMPARISONS = {
  equals: '=',
  greater_than: '>',
  less_than: '<',
  greater_than_or_equal_to: '>=',
  less_than_or_equal_to: '<=',
} as const

function option(test: OptionTest, key: Fragment<string | null>): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  const isAny = test.operand.length === 0 ? NEVER : sql<boolean>`${key} in (${sql.join(test.operand)})`
  return test.operator === 'equals' ? isAny : unless(sql`(${isAny})`, key)
}

function manyOptions(test: MultiOptionTest, key: Fragment<string | null>, dialect: DialectName): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  const hasAny = any(test.operand.map((id) => dialects[dialect].holdsText(key, idInKey(id))))
  return test.operator === 'contains' ? hasAny : unless(sql`(${hasAny})`, key)
}

function manyUsers(test: PeopleTest, key: Fragment<string | null>, dialect: DialectName): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  const has = test.operand === null ? NEVER : dialects[dialect].holdsText(key, idInKey(test.operand))
  return test.operator === 'contains' ? has : unless(sql`(${has})`, key)
}

function oneUser(test: PeopleTest, id: Fragment<unknown>): Condition {
  if (test.operator === 'is_empty') return NEVER
  if (test.operator === 'is_not_empty') return ALWAYS
  const is = test.operand === null ? NEVER : sql<boolean>`${id} = ${test.operand}`
  return test.operator === 'contains' ? is : sql`not (${is})`
}

const ordinary = (instant: number): number => instant

function within(
  test: DateTest,
  key: Fragment<unknown>,
  operand: (instant: number) => string | number,
): Condition {
  if (test.operator === 'is_empty' || test.operator === 'is_not_empty') return existence(test.operator, key)
  return all(
    [
      test.from === null ? [] : [sql<boolean>`${key} >= ${operand(test.from)}`],
      test.to === null ? [] : [sql<boolean>`${key} < ${operand(test.to)}`],
      test.from === null && test.to === null ? [sql<boolean>`${key} is not null`] : [],
    ].flat(),
  )
}

function verified(test: VerificationTest, key: Fragment<string | null>): Condition {
  const now = numberKey(test.now)
  const states = {
    verified: sql<boolean>`(${key} > ${now})`,
    expired: sql<boolean>`(${key} <= ${now})`,
    none: sql<boolean>`(${key} is null)`,
  }
  const is = states[test.operand]
  if (test.operator === 'equals') return is
  return test.operand === 'none' ? sql`${key} is not null` : unless(is, key)
}

/** Links count as far as their targets are in use and may be seen. */
function related(test: RelationTest, propertyId: string, reader: RowReader): Condition {
  const { db, workspaceId, principals, now } = reader
  const target =
    test.operator === 'contains' || test.operator === 'does_not_contain'
      ? sql`and l.target_id = ${test.operand}`
      : sql``
  const isLinked = sql<boolean>`exists (
    select 1 from relations as l
      join blocks as t on t.workspace_id = l.workspace_id and t.id = l.target_id and t.trash_root is null
    where l.workspace_id = ${workspaceId} and l.page_id = r.id and l.property_id = ${propertyId} ${target}
      and ${isVisible(db, workspaceId, 't.access_id', principals, now)}
  )`
  return test.operator === 'contains' || test.operator === 'is_not_empty' ? isLinked : sql`not ${isLinked}`
}
