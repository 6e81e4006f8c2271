import type { Expected } from './failure.ts'

/**
 * What our schemas say beside JSON Schema's own keywords. All of it may stay in a published description:
 * unknown `x-` keywords mean nothing there, and functions are dropped when it is printed.
 *
 * Of the standard keywords, `maxLength` and `maxItems` are Notion's walls for the size of a request: they
 * do not count in a workspace whose `limits.sizes` is `none`. All others always count.
 */
export interface Annotations {
  /** Says what was expected in place of whatever is wrong in this value: `a valid emoji`. */
  'x-expected'?: string
  /** A rule that keywords cannot say; asked only about values that keep to everything else. */
  'x-check'?: (value: never) => Expected | null
  /** The name (see `named-schemas.ts`) of the schema that counts instead when there are no size walls. */
  'x-unsized'?: string
}
