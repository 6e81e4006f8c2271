/** Finds the comments and discussions that a request names: who may see what they are on may see them. */
import { commentById, discussionById } from '#server/store/comments.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Block } from '../blocks/block.ts'
import { type Comment, toComment } from '../comments/comment.ts'
import { type Discussion, toDiscussion } from '../comments/discussion.ts'
import type { Context } from '../context.ts'
import type { Granted, Level } from './levels.ts'
import { absent, blockFor, pageFor } from './nodes.ts'

/** Where a new comment goes. */
export interface CommentPlace {
  /** The page or block it is on. */
  about: Granted<Block, 'comment'>
  /** The discussion it answers in; null to comment on the page or block itself. */
  discussionId: string | null
}

export type CommentPlaceRequest =
  | { parent: { page_id: string } | { block_id: string } }
  | { discussion_id: string }

export async function commentFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<Comment, L>> {
  const [row] = await commentById(context.db, context.workspace.id, toUuid(id))
  const block = await subjectOf(context, 'comment', id, row, level)
  return toComment(row!, block) as Granted<Comment, L>
}

export async function discussionFor<L extends Level>(
  context: Context,
  id: string,
  level: L,
): Promise<Granted<Discussion, L>> {
  const [row] = await discussionById(context.db, context.workspace.id, toUuid(id))
  const block = await subjectOf(context, 'discussion', id, row, level)
  return toDiscussion(row!, block) as Granted<Discussion, L>
}

export async function commentPlaceFor(context: Context, request: CommentPlaceRequest): Promise<CommentPlace> {
  if ('discussion_id' in request) {
    const [row] = await discussionById(context.db, context.workspace.id, toUuid(request.discussion_id))
    const about = await subjectOf(context, 'discussion', request.discussion_id, row, 'comment')
    return { about, discussionId: row!.id }
  }
  const { parent } = request
  const id = 'page_id' in parent ? (await pageFor(context, parent.page_id, 'comment')).id : parent.block_id
  const about = await blockFor(context, id, 'comment')
  if (about.type === 'child_database') {
    throw invalid('Comments on databases are not supported. Comment on a page or a block instead.')
  }
  return { about, discussionId: null }
}

/** The page or block that a comment or discussion is on; what is not shared hides them too. */
async function subjectOf<L extends Level>(
  context: Context,
  noun: 'comment' | 'discussion',
  id: string,
  row: { parent_id: string } | undefined,
  level: L,
): Promise<Granted<Block, L>> {
  if (row === undefined) throw absent(context, noun, id)
  try {
    return await blockFor(context, row.parent_id, level)
  } catch (error) {
    throw error instanceof Problem && error.kind === 'absent' ? absent(context, noun, id) : error
  }
}
