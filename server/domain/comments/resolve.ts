import { updateDiscussion } from '#server/store/comments.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { type Discussion, recordDiscussion } from './discussion.ts'

/** Resolves a discussion, or opens it again; whoever may comment may. What it is already leaves no trace. */
export async function setResolved(
  context: Context,
  discussion: Granted<Discussion, 'comment'>,
  isResolved: boolean,
): Promise<Discussion> {
  refuseInTrash(discussion)
  if (isResolved === (discussion.resolved !== null)) return discussion
  const { db, workspace, actor, now } = context
  const resolved = isResolved ? { time: now, by: actor.userId } : null
  await updateDiscussion(db, workspace.id, discussion.id, {
    resolved_time: resolved?.time ?? null,
    resolved_by: resolved?.by ?? null,
  })
  recordDiscussion(context, isResolved ? 'discussion.resolved' : 'discussion.reopened', discussion)
  return { ...discussion, resolved }
}
