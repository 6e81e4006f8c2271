import type { TreeItem } from '#client/generated.ts'

/** Where in the tree something can be put. */
export type Destination =
  | { page_id: string }
  | { block_id: string }
  | { teamspace_id: string }
  | { private: true }

/** What goes where. */
export interface Placing {
  item: Pick<TreeItem, 'id' | 'type' | 'title'>
  /** Absent where it stays, and only the order changes. */
  parent?: Destination
  /** Behind which of those that stand there; null before all, absent after all. */
  after?: string | null
}
