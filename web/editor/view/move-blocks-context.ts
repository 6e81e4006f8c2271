import { createContext } from 'react'

/** Asks to which page blocks are to go, by their ids in the order of the page. */
export const MoveBlocksContext = createContext<((ids: readonly string[]) => void) | null>(null)
