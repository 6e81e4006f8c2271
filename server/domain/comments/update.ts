import { updateComment as updateRow } from '#server/store/comments.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { settle } from '../files/attach.ts'
import { type Comment, recordComment } from './comment.ts'
import { refuseOthers } from './own.ts'

/** Replaces the text of a comment. A change to what is there already leaves no trace. */
export async function updateComment(
  context: Context,
  comment: Granted<Comment, 'comment'>,
  wanted: StoredRichText[],
): Promise<Comment> {
  refuseOthers(context, comment)
  refuseInTrash(comment)
  const richText = await settle(context, wanted)
  if (JSON.stringify(richText) === JSON.stringify(comment.richText)) return comment
  const { db, workspace, now } = context
  await updateRow(db, workspace.id, comment.id, {
    rich_text: JSON.stringify(richText),
    last_edited_time: now,
  })
  recordComment(context, 'comment.updated', comment)
  return { ...comment, richText, lastEditedTime: now }
}
