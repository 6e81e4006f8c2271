import { createContext } from 'react'

/** Begins a comment on a block, by its id; null where nobody takes comments, or one may not comment. */
export const BlockComments = createContext<((blockId: string) => void) | null>(null)
