import type { TSchema } from 'typebox'
import type { KnownUpload } from '../files/named.ts'

/** A block's payload as it is stored: the newest JSON, except for what depends on who looks. */
export type Content = Record<string, unknown>

/** A block as far as others ask what it is. */
export interface Typed {
  readonly type: string
  readonly content: Content
}

/** Which children a block may have: any, none, or blocks of these types. */
export type Holds = 'any' | 'none' | readonly string[]

/** How deep in a request a block stands, which says what may be below it (API reference, "Request limits"). */
export interface Nest {
  /** The key `children` of a payload. */
  readonly children: TSchema
  /** A block one level down; null where the request ends. */
  readonly block: TSchema | null
  /** The nest of such a block. */
  readonly below: Nest | null
  readonly hasColumns: boolean
  /** What stands below it comes by itself. */
  readonly isAlone?: true
}

/** One type of block: all that is known of it. */
export interface BlockType {
  readonly type: string
  /** The payload of a new block; null where it cannot stand, absent when it cannot be made at all. */
  createRequest?(nest: Nest): TSchema | null
  /** What a change may give, absent when it cannot be changed. */
  readonly changeRequest?: TSchema
  /** The content of a new block. The request has passed `createRequest`. */
  store?(request: never): Content
  /** The content after a change that has passed `changeRequest`. */
  change?(content: Content, change: never): Content
  /** What is wrong with such content in such a parent, in a sentence; null when nothing is. */
  refuse?(content: Content, parent: Typed): string | null
  holds(content: Content): Holds
  /** Of a type that shows uploaded files: the content with one, whose place is taken already; a problem when it does not fit. */
  attach?(content: Content, upload: KnownUpload): Content
  /** The payload where it is not what is stored; files have their addresses by then. */
  present?(content: Content): Content
  /** Types of the only blocks it may stand in; anywhere when absent. */
  readonly standsIn?: readonly string[]
  /** The keys that hold rich text: one, or a list of them. */
  readonly texts?: Readonly<Record<string, 'runs' | 'cells'>>
  /** Plain text that is not rich text. */
  plainText?(content: Content): string
}

/** Takes on trust that a type is given what it asked for: the registry pairs them. */
export const blockType = <Create, Change = Create>(
  definition: Omit<BlockType, 'store' | 'change'> & {
    store?(request: Create): Content
    change?(content: Content, change: Change): Content
  },
): BlockType => definition as BlockType
