import type { ApiVersion } from '#server/api/versions/change.ts'
import type { Place } from './places.ts'
import type { Schema } from './schema.ts'
import type { SdkName } from './sdk-types.ts'

/** A schema written out, or that of a place in the newest SDK's types. */
export type Shape = Schema | { readonly like: Place }

/**
 * One way in which what the server answers differs from the types of an SDK. Every field but `says` and `at` narrows
 * where it holds or says what is different; an entry whose change is already in a type leaves that type alone.
 */
export interface Difference {
  /** Why, in a sentence. */
  readonly says: string
  readonly at: Place | readonly Place[]

  /** Only in the types of these SDKs; in all when left out. */
  readonly sdks?: readonly SdkName[]
  /** Only in answers of these API versions, ends included. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** Only objects of these `type`s. */
  readonly of?: readonly string[]
  /** Only objects that have this field. */
  readonly having?: string
  /** Not the answers of these endpoints (names such as `pages.retrieve`). */
  readonly except?: readonly string[]

  /** Fields that are always there. A field that the type has keeps its own shape. */
  readonly adds?: Readonly<Record<string, Shape>>
  /** Fields that may be there. */
  readonly may?: Readonly<Record<string, Shape>>
  /** Fields that are never there. */
  readonly lacks?: readonly string[]
  /** Fields of the type that are always there, though typed as optional. */
  readonly requires?: readonly string[]
  /** Fields of the type that may be left out. */
  readonly optional?: readonly string[]
  /** Fields of another shape than the typed one. */
  readonly is?: Readonly<Record<string, Shape>>
  /** Fields that are never null: those named like the `type` of the object. */
  readonly notNull?: true
  /** Fields of another name. */
  readonly renames?: Readonly<Record<string, string>>

  /** `type`s that a union lacks, as the newest SDK has them. */
  readonly variants?: readonly string[]
  /** Branches that a union lacks, written out. */
  readonly also?: readonly Schema[]
  /** `type`s of a union that are not answered. */
  readonly without?: readonly string[]
  /** `type`s of a union that have another name, and so has their field. */
  readonly retypes?: Readonly<Record<string, string>>
  /** The branches named in `of`, or the whole union, are those of this SDK. */
  readonly from?: SdkName
}
