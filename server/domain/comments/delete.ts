import { deleteComment as deleteRow } from '#server/store/comments.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { filesIn, showFiles } from '../files/attach.ts'
import { type Comment, recordComment } from './comment.ts'
import { refuseOthers } from './own.ts'

/** Removes a comment for good. A discussion ends with its last comment. */
export async function deleteComment(
  context: Context,
  comment: Granted<Comment, 'comment'>,
): Promise<Comment> {
  refuseOthers(context, comment)
  refuseInTrash(comment)
  const { db, workspace } = context
  await deleteRow(db, workspace.id, { id: comment.id, discussion_id: comment.discussionId })
  await showFiles(context, comment.id, new Set(), filesIn(comment.attachments))
  recordComment(context, 'comment.deleted', comment)
  return comment
}
