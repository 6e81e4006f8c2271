import type { DiscussionRow } from '#server/store/tables/content.ts'
import type { Block } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import type { Comment } from './comment.ts'

/** Comments on one page or block that answer each other. */
export interface Discussion extends Pick<Comment, 'id' | 'parent' | 'pageId' | 'trashRoot'> {
  /** When and by whom it was resolved; null while it is open. */
  resolved: { time: number; by: string | null } | null
}

export const toDiscussion = (row: DiscussionRow, { trashRoot }: Pick<Block, 'trashRoot'>): Discussion => ({
  id: row.id,
  parent: { type: row.parent_type, id: row.parent_id },
  pageId: row.container_id,
  resolved: row.resolved_time === null ? null : { time: row.resolved_time, by: row.resolved_by },
  trashRoot,
})

/** Writes down that a discussion was resolved, or goes on. */
export function recordDiscussion(
  context: Context,
  type: 'discussion.resolved' | 'discussion.reopened',
  { id, parent, pageId }: Discussion,
): void {
  context.record({
    type,
    entity: { type: 'discussion', id },
    nodeId: pageId,
    data: { page_id: pageId, parent: { id: parent.id, type: parent.type === 'page_id' ? 'page' : 'block' } },
  })
}
