import { createContext } from 'react'

/** What the panel is to show first. */
export type Shown =
  /** A discussion, by its id. */
  | { type: 'discussion'; id: string }
  /** What is said about a block. */
  | { type: 'block'; id: string }
  /** A field for a first comment on a block. */
  | { type: 'new'; id: string }

export interface CommentsOf {
  pageId: string
  mayComment: boolean
  isOpen: boolean
  open: (shown?: Shown) => void
  close: () => void
}

/** The comments of the page that is shown; null where none are taken. */
export const CommentsContext = createContext<CommentsOf | null>(null)
