/**
 * A block on its way to or from markdown. `block[block.type]` is its payload: as the API answers it when shown, as the
 * API takes it when read from text. Children stand beside the payload, never in it.
 */
export interface MarkdownBlock {
  id?: string
  type: string
  children?: MarkdownBlock[]
  /** What a synced copy shows. It belongs to the original and is never written through the copy. */
  mirrored?: MarkdownBlock[]
  [payload: string]: unknown
}

export interface MarkdownOptions {
  /** Address of this server without a slash at the end, `http://127.0.0.1:3000`. */
  baseUrl: string
}

export interface ParseOptions extends MarkdownOptions {
  /** The id of a custom emoji by its name. Without it `:name:` stays text. */
  customEmoji?: (name: string) => string | undefined
  /** The database of a data source, which a mention of that one is of. */
  databaseOf?: (dataSourceId: string) => string | undefined
}

export type Fields = Record<string, unknown>

/** Deeper blocks are shown as unknown and never read: nothing that walks a tree may run out of stack. */
export const MAX_DEPTH = 100

export function payloadOf(block: MarkdownBlock): Fields {
  return Object.hasOwn(block, block.type) ? fieldsOf(block[block.type]) : {}
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
