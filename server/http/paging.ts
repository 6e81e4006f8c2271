import { type TSchema, Type } from 'typebox'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { invalidCursor } from './cursors.ts'

/** The most items a list gives at once, and what it gives when nobody says. */
const MOST_ITEMS = 100

/** `start_cursor` and `page_size` of a query string or a body. */
export const pagingFields = {
  start_cursor: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  page_size: Type.Optional(Type.Number({ maximum: MOST_ITEMS })),
}

export const PagingQuery = Type.Object(pagingFields, { additionalProperties: false })

export interface Slice<T> {
  results: T[]
  nextCursor: string | null
}

/** Where a list that goes by ids goes on; null at its beginning. */
export function idCursor(cursor: string | null | undefined): string | null {
  if (cursor === undefined || cursor === null) return null
  if (!isUuid(cursor)) throw invalidCursor(cursor)
  return toUuid(cursor)
}

/** How many items a caller gets; `0` counts as not said. */
export const pageSize = (asked: number | undefined): number =>
  asked === undefined || asked < 1 ? MOST_ITEMS : Math.min(Math.floor(asked), MOST_ITEMS)

/** Cuts a list that was read with one item more than is shown; that item is where the next page begins. */
export function slice<T>(items: readonly T[], size: number, cursorOf: (item: T) => string): Slice<T> {
  const next = items[size]
  return { results: items.slice(0, size), nextCursor: next === undefined ? null : cursorOf(next) }
}

/** What `presentList` makes. */
export const listOf = <T extends TSchema>(type: string, item: T) =>
  Type.Object({
    object: Type.Literal('list'),
    results: Type.Array(item),
    next_cursor: Type.Union([Type.String(), Type.Null()]),
    has_more: Type.Boolean(),
    type: Type.Literal(type),
    [type]: Type.Object({}),
  })

/** The envelope of a list (Notion's "Pagination"). */
export const presentList = (type: string, results: unknown[], nextCursor: string | null) => ({
  object: 'list',
  results,
  next_cursor: nextCursor,
  has_more: nextCursor !== null,
  type,
  [type]: {},
})
