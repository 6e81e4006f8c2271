import { blockType } from './block-type.ts'

/** Stands for a block of a type that the API does not have; `block_type` names it. */
export const unsupported = blockType({ type: 'unsupported', holds: () => 'none' })
