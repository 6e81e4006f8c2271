/** The order of a query, step by step, as the store can follow it. */
import type { Direction, Sort } from '#shared/filters/parse-sorts.ts'
import { CHECKED, keyNumber, longEntry, numberKey, UNCHECKED } from '#shared/filters/row-keys.ts'
import type { KeyPart } from '#shared/filters/sort.ts'
import { optionsOf } from '#shared/properties/options.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { type Fragment, sql } from './fragments.ts'
import { prepared } from './prepared.ts'
import { keyAt, type RowReader } from './row-conditions.ts'

/** One step. What it leaves equal is up to the next one. */
export type OrderStep = {
  readonly direction: Direction
  /** What rows are compared by here; null is last in both directions. */
  readonly value: Fragment<unknown>
  /** Between that and what a cursor keeps of it. */
  toValue(part: KeyPart): unknown
  toPart(value: unknown): KeyPart
} & (
  | { readonly kind: 'time'; readonly column: 'created_time' | 'last_edited_time' }
  | { readonly kind: 'key'; readonly propertyId: string; readonly isLong: boolean }
  /**
   * Few groups of rows that are equal here, in ascending order; a cursor names them by their place in it.
   * Unless they are all there is, other rows are last.
   */
  | { readonly kind: 'groups'; readonly groups: readonly Group[]; readonly isAll: boolean }
)

export interface Group {
  readonly holds: Fragment<boolean>
  readonly only: OnlyKey | null
}

/** A key of the index that all rows of some kind have and no others do: there they stand in order of place. */
export interface OnlyKey {
  readonly propertyId: string
  readonly key: string
}

const textTypes = ['title', 'rich_text', 'url', 'email', 'phone_number', 'files', 'place']
const numberTypes = ['number', 'unique_id', 'date']

/** Whether the store can follow a sort by itself. Names, lists and computed values it cannot. */
export const isOrdered = (sort: Sort): boolean =>
  sort.kind === 'timestamp' || [...textTypes, ...numberTypes, ...groupTypes, ...timeTypes].includes(sort.type)

const groupTypes = ['checkbox', 'boolean', 'select', 'status', 'verification']
const timeTypes = ['created_time', 'last_edited_time']

/** The steps of sorts that are all `isOrdered`. */
export async function orderSteps(
  reader: RowReader,
  source: number,
  schema: StoredSchema,
  sorts: readonly Sort[],
): Promise<OrderStep[]> {
  const steps: OrderStep[] = []
  for (const sort of sorts) {
    const isText = sort.kind === 'property' && textTypes.includes(sort.type)
    const isLong = isText && (await hasEntry(reader, source, longEntry(sort.propertyId)))
    steps.push(stepOf(reader, schema, sort, isLong))
  }
  return steps
}

/** Whether any row has an entry of this name. */
export async function hasEntry(
  { db, workspaceId }: RowReader,
  source: number,
  name: string,
): Promise<boolean> {
  return (await anyEntry(db, workspaceId, source, name)).length > 0
}

const anyEntry = prepared<{ place: number }, [workspaceId: string, source: number, propertyId: string]>(
  (query, [workspaceId, source, propertyId]) =>
    query
      .selectFrom('row_index')
      .select('place')
      .where('workspace_id', '=', workspaceId)
      .where('source', '=', source)
      .where('property_id', '=', propertyId)
      .limit(1),
)

function stepOf(reader: RowReader, schema: StoredSchema, sort: Sort, isLong: boolean): OrderStep {
  const { direction } = sort
  if (sort.kind === 'timestamp' || timeTypes.includes(sort.type)) {
    const column = (sort.kind === 'timestamp' ? sort.timestamp : sort.type) as 'created_time'
    return { kind: 'time', column, direction, value: sql.ref(`b.${column}`), toValue: same, toPart: same }
  }
  const { propertyId, type } = sort
  if (groupTypes.includes(type)) {
    return { direction, isAll: type === 'checkbox', ...grouped(groupsOf(reader, schema, propertyId, type)) }
  }
  const isNumber = numberTypes.includes(type)
  return {
    kind: 'key',
    direction,
    propertyId,
    isLong,
    value: keyAt(reader.db.dialect, propertyId, 'one'),
    toValue: (part) => (part === null ? null : isNumber ? numberKey(Number(part)) : String(part)),
    toPart: (value) => (value === null ? null : isNumber ? keyNumber(value as string) : (value as string)),
  }
}

const same = (value: unknown): never => value as never

function groupsOf({ db, now }: RowReader, schema: StoredSchema, propertyId: string, type: string): Group[] {
  const key = keyAt(db.dialect, propertyId, type === 'verification' ? 'one' : 'option')
  const only = (text: string) => ({ holds: sql<boolean>`${key} = ${text}`, only: { propertyId, key: text } })
  switch (type) {
    case 'checkbox':
      return [{ holds: sql`${key} is null`, only: null }, only(CHECKED)]
    case 'boolean':
      return [only(UNCHECKED), only(CHECKED)]
    case 'verification': {
      const moment = numberKey(now)
      return [
        { holds: sql`${key} > ${moment}`, only: null },
        { holds: sql`${key} <= ${moment}`, only: null },
      ]
    }
    default:
      return optionsOf(schema[propertyId]?.config ?? null).map((option) => only(option.id))
  }
}

function grouped(groups: readonly Group[]) {
  const cases = groups.map(({ holds }, place) => sql`when ${holds} then ${sql.lit(place)}`)
  const value = groups.length === 0 ? sql`null` : sql`case ${sql.join(cases, sql` `)} end`
  return { kind: 'groups' as const, groups, value, toValue: same, toPart: same }
}

/** What is ordered by in all steps, and what they leave equal by place. */
export const orderTerms = (steps: readonly OrderStep[]): Fragment<unknown> =>
  sql.join([
    ...steps.map(({ value, direction }) => sql`${value} ${sql.raw(DIRECTIONS[direction])} nulls last`),
    sql`r.place`,
  ])

export const DIRECTIONS = { ascending: 'asc', descending: 'desc' } as const

/** Holds for the row that a cursor names and those after it. */
export function fromHere(
  steps: readonly OrderStep[],
  parts: readonly KeyPart[],
  place: number,
): Fragment<boolean> {
  const [step, ...others] = steps
  if (step === undefined) return sql`r.place >= ${place}`
  const rest = fromHere(others, parts.slice(1), place)
  const { value } = step
  const part = step.toValue(parts[0] ?? null)
  if (part === null) return sql`(${value} is null and ${rest})`
  const compare = sql.raw(step.direction === 'ascending' ? '>' : '<')
  return sql`(${value} is null or ${value} ${compare} ${part} or (${value} = ${part} and ${rest}))`
}
