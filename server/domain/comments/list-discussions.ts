import { commentsIn, discussionsOn, firstCommentsOf } from '#server/store/comments.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import type { Page } from '../pages/page.ts'
import { type Comment, toComment } from './comment.ts'
import { type Discussion, toDiscussion } from './discussion.ts'

/** A discussion with how it began. */
export interface ShownDiscussion {
  discussion: Discussion
  /** The first of them. */
  comments: Comment[]
  count: number
}

const MOST_COMMENTS = 100

/**
 * Discussions on a page and its blocks in the order they began: those that are open, or those that are resolved.
 *
 * @param from the first one wanted; null for the oldest.
 */
export async function listDiscussions(
  context: Context,
  page: Granted<Page, 'read'>,
  isResolved: boolean,
  from: string | null,
  limit: number,
): Promise<ShownDiscussion[]> {
  const { db, workspace } = context
  const wanted = { isResolved, trashRoot: page.trashRoot }
  const rows = await discussionsOn(db, workspace.id, page.id, wanted, from, limit)
  return withComments(
    context,
    rows.map((row) => toDiscussion(row, page)),
  )
}

export async function withComments(
  { db, workspace }: Context,
  discussions: readonly Discussion[],
): Promise<ShownDiscussion[]> {
  const ids = discussions.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await firstCommentsOf(db, workspace.id, ids, MOST_COMMENTS)
  const byDiscussion = Map.groupBy(rows, ({ discussion_id }) => discussion_id)
  return discussions.map((discussion) => {
    const own = byDiscussion.get(discussion.id) ?? []
    return {
      discussion,
      comments: own.map((row) => toComment(row, discussion)),
      count: Number(own[0]?.of_discussion ?? 0),
    }
  })
}

/** The comments of a discussion, oldest first, whether or not it is resolved. */
export async function listCommentsIn(
  { db, workspace }: Context,
  discussion: Granted<Discussion, 'read'>,
  from: string | null,
  limit: number,
): Promise<Comment[]> {
  const rows = await commentsIn(db, workspace.id, discussion.id, from, limit)
  return rows.map((row) => toComment(row, discussion))
}
