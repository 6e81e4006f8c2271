import type { CommentRow } from '#server/store/tables/content.ts'
import type { ShownFile } from '#shared/files/stored-file.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Block } from '../blocks/block.ts'
import type { Context } from '../context.ts'

/** The name under which a comment was written, as it was then. */
export interface DisplayName {
  type: 'integration' | 'user' | 'custom'
  resolved_name: string | null
}

/** A file that came with a comment. */
export interface CommentAttachment extends ShownFile {
  contentType: string
}

export interface Comment {
  id: string
  discussionId: string
  /** The page or block it is on. */
  parent: { type: 'page_id' | 'block_id'; id: string }
  /** The page it is on, or the page of its block. */
  pageId: string
  createdTime: number
  createdBy: string
  lastEditedTime: number
  richText: StoredRichText[]
  displayName: DisplayName
  attachments: CommentAttachment[]
  /** Of the page or block it is on: what was trashed and took that with it; null for what is in use. */
  trashRoot: string | null
}

export const toComment = (row: CommentRow, { trashRoot }: Pick<Block, 'trashRoot'>): Comment => ({
  id: row.id,
  discussionId: row.discussion_id,
  parent: { type: row.parent_type, id: row.parent_id },
  pageId: row.container_id,
  createdTime: row.created_time,
  createdBy: row.created_by,
  lastEditedTime: row.last_edited_time,
  richText: JSON.parse(row.rich_text),
  displayName: JSON.parse(row.display_name),
  attachments: JSON.parse(row.attachments),
  trashRoot,
})

/** Writes down what happened to a comment, in the words of Notion's webhooks. */
export function recordComment(
  context: Context,
  type: 'comment.created' | 'comment.updated' | 'comment.deleted',
  { id, parent, pageId }: Comment,
): void {
  context.record({
    type,
    entity: { type: 'comment', id },
    nodeId: pageId,
    data: { page_id: pageId, parent: { id: parent.id, type: parent.type === 'page_id' ? 'page' : 'block' } },
  })
}
