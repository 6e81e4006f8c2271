import type { BlockNode } from '#server/store/nodes.ts'
import type { BlockRow } from '#server/store/tables/content.ts'

/** Where a node stands; of a row, also the database of its data source. */
export interface Parent {
  type: BlockRow['parent_type']
  /** Null for the workspace. */
  id: string | null
}

export interface Node {
  id: string
  parent: Parent
  position: string
  createdTime: number
  createdBy: string
  lastEditedTime: number
  lastEditedBy: string
  /** What was trashed and took this with it; null for what is in use. */
  trashRoot: string | null
}

export interface Block extends Node {
  type: string
  /** The page or database it stands in; of these, itself. */
  containerId: string
  containerType: 'child_page' | 'child_database'
  containerTrashRoot: string | null
  /** The list that decides access here: that of the page or database it stands in. */
  accessId: string
  /** The payload in the stored shape of `shared/blocks`. */
  content: Record<string, unknown>
  hasChildren: boolean
}

type NodeColumns = Pick<
  BlockRow,
  | 'id'
  | 'parent_type'
  | 'parent_id'
  | 'position'
  | 'created_time'
  | 'created_by'
  | 'last_edited_time'
  | 'last_edited_by'
  | 'trash_root'
>

export const toNode = (row: NodeColumns): Node => ({
  id: row.id,
  parent: { type: row.parent_type, id: row.parent_id },
  position: row.position,
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  lastEditedBy: row.last_edited_by,
  trashRoot: row.trash_root,
})

export const toBlock = (row: BlockNode): Block => ({
  ...toNode(row),
  type: row.type,
  containerId: row.container_id,
  containerType: row.container_type,
  containerTrashRoot: row.container_trash_root,
  accessId: row.container_access_id,
  content: JSON.parse(row.content),
  hasChildren: row.has_children === 1,
})
