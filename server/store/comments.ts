import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { CommentRow, DiscussionRow } from './tables/content.ts'

export const commentById = prepared<CommentRow, [workspaceId: string, id: string]>(
  (query, [workspaceId, id]) =>
    query.selectFrom('comments').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id),
)

export const discussionById = prepared<DiscussionRow, [workspaceId: string, id: string]>(
  (query, [workspaceId, id]) =>
    query.selectFrom('discussions').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id),
)

/**
 * The comments on exactly one page or block, oldest first, those of resolved discussions aside. Ids tell the order in
 * which comments were made.
 *
 * @param fromId where to begin, whether or not that comment still exists; null for the beginning.
 */
export const commentsOn = (
  db: Db,
  workspaceId: string,
  parentId: string,
  fromId: string | null,
  limit: number,
): Promise<CommentRow[]> =>
  db.sql
    .selectFrom('comments as c')
    .innerJoin('discussions as d', (join) =>
      join.onRef('d.workspace_id', '=', 'c.workspace_id').onRef('d.id', '=', 'c.discussion_id'),
    )
    .selectAll('c')
    .where('c.workspace_id', '=', workspaceId)
    .where('c.parent_id', '=', parentId)
    .where('d.resolved_time', 'is', null)
    .$if(fromId !== null, (query) => query.where('c.id', '>=', fromId!))
    .orderBy('c.id')
    .limit(limit)
    .execute()

/**
 * The discussions on a page and its blocks in the order they began. Of blocks in the trash there are none, unless
 * `trashRoot` took them there along with the page.
 *
 * @param fromId where to begin; null for the beginning.
 */
export const discussionsOn = (
  db: Db,
  workspaceId: string,
  pageId: string,
  { isResolved, trashRoot }: { isResolved: boolean; trashRoot: string | null },
  fromId: string | null,
  limit: number,
): Promise<DiscussionRow[]> =>
  db.sql
    .selectFrom('discussions as d')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'd.workspace_id').onRef('b.id', '=', 'd.parent_id'),
    )
    .selectAll('d')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.container_id', '=', pageId)
    .where('d.resolved_time', isResolved ? 'is not' : 'is', null)
    .where('b.trash_root', trashRoot === null ? 'is' : '=', trashRoot)
    .$if(fromId !== null, (query) => query.where('d.id', '>=', fromId!))
    .orderBy('d.id')
    .limit(limit)
    .execute()

/** The first comments of each of some discussions, oldest first, with how many there are in each. */
export async function firstCommentsOf(
  db: Db,
  workspaceId: string,
  discussionIds: readonly string[],
  most: number,
): Promise<(CommentRow & { of_discussion: number })[]> {
  const { rows } = await sql<CommentRow & { of_discussion: number }>`
    select * from (
      select c.*, row_number() over (partition by c.discussion_id order by c.id) as place,
        count(*) over (partition by c.discussion_id) as of_discussion
      from comments as c
      where c.workspace_id = ${workspaceId}
        and ${dialects[db.dialect].idIn('c.discussion_id', JSON.stringify(discussionIds))}
    ) as counted where place <= ${most} order by id
  `.execute(db.sql)
  return rows
}

/** The comments of one discussion, oldest first, from `fromId` on. */
export const commentsIn = (
  db: Db,
  workspaceId: string,
  discussionId: string,
  fromId: string | null,
  limit: number,
): Promise<CommentRow[]> =>
  db.sql
    .selectFrom('comments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('discussion_id', '=', discussionId)
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export async function updateDiscussion(
  db: Db,
  workspaceId: string,
  id: string,
  change: Pick<DiscussionRow, 'resolved_time' | 'resolved_by'>,
): Promise<void> {
  await db.sql
    .updateTable('discussions')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The oldest discussion on a page or block that is not resolved. */
export const firstOpenDiscussion = prepared<DiscussionRow, [workspaceId: string, parentId: string]>(
  (query, [workspaceId, parentId]) =>
    query
      .selectFrom('discussions')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('parent_id', '=', parentId)
      .where('resolved_time', 'is', null)
      .orderBy('id')
      .limit(1),
)

export const insertDiscussion = (db: Db, row: DiscussionRow): Promise<void> =>
  db.insertRows('discussions', [row as never])

export const insertComment = (db: Db, row: CommentRow): Promise<void> =>
  db.insertRows('comments', [row as never])

export async function updateComment(
  db: Db,
  workspaceId: string,
  id: string,
  change: Pick<CommentRow, 'rich_text' | 'last_edited_time'>,
): Promise<void> {
  await db.sql
    .updateTable('comments')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Removes a comment, and its discussion with the last one. */
export async function deleteComment(
  db: Db,
  workspaceId: string,
  { id, discussion_id }: Pick<CommentRow, 'id' | 'discussion_id'>,
): Promise<void> {
  await db.sql.deleteFrom('comments').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
  await db.sql
    .deleteFrom('discussions')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', discussion_id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('comments')
            .select('id')
            .where('workspace_id', '=', workspaceId)
            .where('discussion_id', '=', discussion_id),
        ),
      ),
    )
    .execute()
}
