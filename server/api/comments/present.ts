import type { Comment } from '#server/domain/comments/comment.ts'
import { categoryOf } from '#shared/files/content-types.ts'
import { presentParent } from '#shared/objects/parent.ts'
import type { References, Resolved } from '#shared/references.ts'
import { presentRichText } from '#shared/rich-text/present.ts'
import { collectRichTextReferences } from '#shared/rich-text/references.ts'
import { toMinute } from '#shared/timestamps.ts'

/** The newest JSON of a comment (API reference, "Comment object"), in the order Notion sends its keys. */
export const presentComment = (comment: Comment, resolved: Resolved) => ({
  object: 'comment',
  id: comment.id,
  parent: presentParent(comment.parent),
  discussion_id: comment.discussionId,
  created_time: toMinute(comment.createdTime),
  last_edited_time: toMinute(comment.lastEditedTime),
  created_by: { object: 'user', id: comment.createdBy },
  rich_text: presentRichText(comment.richText, resolved),
  display_name: comment.displayName,
  ...(comment.attachments.length === 0
    ? {}
    : {
        attachments: comment.attachments.map(({ file, contentType }) => ({
          category: categoryOf(contentType),
          file: resolved.file(file),
        })),
      }),
})

export function collectCommentReferences({ richText }: Comment, references: References): void {
  collectRichTextReferences(richText, references)
}
