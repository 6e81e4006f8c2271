import { firstOpenDiscussion, insertComment, insertDiscussion } from '#server/store/comments.ts'
import type { CommentRow } from '#server/store/tables/content.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { CommentPlace } from '../access/comments.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { attachableUploads, filesIn, settle, showFiles } from '../files/attach.ts'
import {
  type Comment,
  type CommentAttachment,
  type DisplayName,
  recordComment,
  toComment,
} from './comment.ts'

export interface NewComment {
  richText: readonly StoredRichText[]
  displayName: DisplayName
  /** Ids of uploads. */
  attachments: readonly string[]
}

/** Comments on a page or a block, or answers in a discussion. The page does not count as edited by it. */
export async function createComment(
  context: Context,
  place: CommentPlace,
  { richText, displayName, attachments }: NewComment,
): Promise<Comment> {
  const { db, workspace, actor, now } = context
  const { about } = place
  refuseInTrash(about)
  const files = await attachable(context, attachments)
  const row: CommentRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    discussion_id: place.discussionId ?? (await discussionOn(context, place)),
    ...parentOf(place),
    rich_text: JSON.stringify(await settle(context, richText)),
    display_name: JSON.stringify(displayName),
    attachments: JSON.stringify(files),
    created_time: now,
    created_by: actor.userId,
    last_edited_time: now,
  }
  await insertComment(db, row)
  await showFiles(context, row.id, filesIn(files))
  const comment = toComment(row, about)
  recordComment(context, 'comment.created', comment)
  return comment
}

async function attachable(context: Context, ids: readonly string[]): Promise<CommentAttachment[]> {
  const uploads = await attachableUploads(context, new Set(ids))
  return [...uploads.values()].map(({ id, filename, contentType }) => ({
    type: 'file',
    file: { id, name: filename },
    contentType,
  }))
}

const parentOf = ({ about }: CommentPlace) => ({
  parent_type: about.type === 'child_page' ? ('page_id' as const) : ('block_id' as const),
  parent_id: about.id,
  container_id: about.containerId,
})

/** Comments on a page go on with its discussion; one on a block begins another. */
async function discussionOn(context: Context, place: CommentPlace): Promise<string> {
  const { db, workspace } = context
  const parent = parentOf(place)
  if (parent.parent_type === 'page_id') {
    const [open] = await firstOpenDiscussion(db, workspace.id, parent.parent_id)
    if (open !== undefined) return open.id
  }
  const id = context.newId()
  await insertDiscussion(db, {
    workspace_id: workspace.id,
    id,
    ...parent,
    resolved_time: null,
    resolved_by: null,
  })
  return id
}
