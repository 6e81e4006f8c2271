import { commentsOn } from '#server/store/comments.ts'
import type { Granted } from '../access/levels.ts'
import type { Block } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import { type Comment, toComment } from './comment.ts'

/**
 * The comments on exactly this page or block, oldest first, without those of resolved discussions.
 *
 * @param from the first comment wanted; null for the oldest.
 */
export async function listComments(
  { db, workspace }: Context,
  block: Granted<Block, 'read'>,
  from: string | null,
  count: number,
): Promise<Comment[]> {
  const rows = await commentsOn(db, workspace.id, block.id, from, count)
  return rows.map((row) => toComment(row, block))
}
