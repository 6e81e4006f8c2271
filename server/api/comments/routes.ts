import { commentFor, commentPlaceFor } from '#server/domain/access/comments.ts'
import { blockFor } from '#server/domain/access/nodes.ts'
import { createComment } from '#server/domain/comments/create.ts'
import { deleteComment } from '#server/domain/comments/delete.ts'
import { resolveDisplayName } from '#server/domain/comments/display-name.ts'
import { listComments } from '#server/domain/comments/list.ts'
import { updateComment } from '#server/domain/comments/update.ts'
import { invalidCursor } from '#server/http/cursors.ts'
import { pageSize, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { collectCommentReferences, presentComment } from './present.ts'
import { CommentParams, CommentsQuery, CreateCommentBody, UpdateCommentBody } from './schema.ts'
import { storeText } from './text.ts'

export const commentRoutes = [
  route({
    method: 'POST',
    url: '/v1/comments',
    summary: 'Comments on a page or a block, or answers in a discussion.',
    needs: 'insert_comments',
    body: CreateCommentBody,
    allow: (context, { body }) => commentPlaceFor(context, body),
    handle: async (context, { body }, place) =>
      createComment(context, place, {
        richText: await storeText(context, body),
        displayName: await resolveDisplayName(context, body.display_name),
        attachments: (body.attachments ?? []).map(({ file_upload_id }) => toUuid(file_upload_id)),
      }),
    refers: collectCommentReferences,
    present: presentComment,
  }),
  route({
    method: 'GET',
    url: '/v1/comments',
    summary: 'The comments on a page or block whose discussions are not resolved, oldest first.',
    needs: 'read_comments',
    reads: true,
    query: CommentsQuery,
    allow: (context, { query }) => blockFor(context, query.block_id, 'read'),
    handle: async (context, { query }, block) => {
      const size = pageSize(query.page_size)
      const from = readCursor(query.start_cursor ?? null)
      return slice(await listComments(context, block, from, size + 1), size, (comment) => comment.id)
    },
    refers: ({ results }, references) => {
      for (const comment of results) collectCommentReferences(comment, references)
    },
    present: ({ results, nextCursor }, resolved) =>
      presentList(
        'comment',
        results.map((comment) => presentComment(comment, resolved)),
        nextCursor,
      ),
  }),
  route({
    method: 'GET',
    url: '/v1/comments/:comment_id',
    summary: 'One comment.',
    needs: 'read_comments',
    reads: true,
    params: CommentParams,
    allow: (context, { params }) => commentFor(context, params.comment_id, 'read'),
    handle: (_context, _request, comment) => comment,
    refers: collectCommentReferences,
    present: presentComment,
  }),
  route({
    method: 'PATCH',
    url: '/v1/comments/:comment_id',
    summary: 'Replaces the text of a comment of one’s own.',
    needs: 'insert_comments',
    params: CommentParams,
    body: UpdateCommentBody,
    allow: (context, { params }) => commentFor(context, params.comment_id, 'comment'),
    handle: async (context, { body }, comment) =>
      updateComment(context, comment, await storeText(context, body)),
    refers: collectCommentReferences,
    present: presentComment,
  }),
  route({
    method: 'DELETE',
    url: '/v1/comments/:comment_id',
    summary: 'Removes a comment of one’s own.',
    needs: 'insert_comments',
    params: CommentParams,
    allow: (context, { params }) => commentFor(context, params.comment_id, 'comment'),
    handle: (context, _request, comment) => deleteComment(context, comment),
    refers: collectCommentReferences,
    present: presentComment,
  }),
]

function readCursor(cursor: string | null): string | null {
  if (cursor === null) return null
  if (!isUuid(cursor)) throw invalidCursor(cursor)
  return toUuid(cursor)
}
