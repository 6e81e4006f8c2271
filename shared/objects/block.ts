import { toMinute } from '../timestamps.ts'
import { type ParentOf, presentParent } from './parent.ts'

/** What every block object shows around its payload. */
export interface BlockHead {
  id: string
  type: string
  parent: ParentOf
  createdTime: number
  createdBy: string
  lastEditedTime: number
  lastEditedBy: string
  hasChildren: boolean
  inTrash: boolean
}

/** The newest JSON of a block (API reference, "Block object"), in the order Notion sends its keys. */
export const presentBlock = (block: BlockHead, payload: unknown) => ({
  object: 'block',
  id: block.id,
  parent: presentParent(block.parent),
  created_time: toMinute(block.createdTime),
  last_edited_time: toMinute(block.lastEditedTime),
  created_by: { object: 'user', id: block.createdBy },
  last_edited_by: { object: 'user', id: block.lastEditedBy },
  has_children: block.hasChildren,
  in_trash: block.inTrash,
  type: block.type,
  [block.type]: payload,
})
