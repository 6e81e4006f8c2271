import Type from 'typebox'
import type { StoredProperty } from '../properties/property.ts'

/** What the meaning of an operand depends on. */
export interface Place {
  /** The property that is tested; null for the timestamps that every row has. */
  readonly property: StoredProperty | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** Whose calendar counts: an IANA name. */
  readonly timeZone: string
  /** The user that "me" is; null when it is nobody. */
  readonly me: string | null
}

/** The operators of most families that ask whether there is a value at all. */
export const EXISTENCE = { is_empty: Type.Literal(true), is_not_empty: Type.Literal(true) }

/** How many elements an array of a filter may have. */
export const LONGEST_LIST = 100

export const StringOrStrings = Type.Union([
  Type.String(),
  Type.Array(Type.String(), { maxItems: LONGEST_LIST }),
])
