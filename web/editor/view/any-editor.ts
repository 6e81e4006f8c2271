import type { BlockNoteEditor } from '@blocknote/core'

/** An editor of whatever schema: blocks are drawn before the schema is made, and its types say less than the model's. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyEditor = BlockNoteEditor<any, any, any>
