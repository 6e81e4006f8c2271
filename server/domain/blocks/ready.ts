import type { BlockRow } from '#server/store/tables/content.ts'
import { blockHasReferences, presentContent } from '#shared/blocks/content.ts'
import { presentBlock } from '#shared/objects/block.ts'
import type { Resolved } from '#shared/references.ts'

/**
 * The block object as it is sent, when it looks the same to everybody; null when it refers to people or
 * pages, whose names depend on who looks, or shows the children of another block.
 */
export function readyBlock(row: Omit<BlockRow, 'ready'>, content: Record<string, unknown>): string | null {
  if (blockHasReferences(row.type, content) || isSyncedCopy(row.type, content)) return null
  return JSON.stringify(presentBlock(headOf(row), presentContent(row.type, content, nothingToResolve)))
}

const isSyncedCopy = (type: string, content: Record<string, unknown>): boolean =>
  type === 'synced_block' && content.synced_from !== null

export const headOf = (row: Omit<BlockRow, 'ready' | 'content'>) => ({
  id: row.id,
  type: row.type,
  parent: { type: row.parent_type, id: row.parent_id },
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  lastEditedBy: row.last_edited_by,
  hasChildren: row.has_children === 1,
  inTrash: row.trash_root !== null,
})

const nothingToResolve: Resolved = {
  baseUrl: '',
  user: () => {
    throw new Error('a block without references asked for a user')
  },
  file: () => {
    throw new Error('a block without references asked for a file')
  },
  title: () => {
    throw new Error('a block without references asked for a title')
  },
}
