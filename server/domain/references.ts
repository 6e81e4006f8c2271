import { publishedAmong } from '#server/store/published.ts'
import { visibleTitles } from '#server/store/titles.ts'
import { usersByIds } from '#server/store/users.ts'
import type { References } from '#shared/references.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { Context } from './context.ts'
import { toUser, type User } from './users/user.ts'

/** What content refers to, as far as it exists and the actor may see it. */
export interface Found {
  users: ReadonlyMap<string, User>
  /** Plain titles of pages and databases. */
  titles: ReadonlyMap<string, string>
  /** Of what is shown. */
  published: ReadonlySet<string>
}

const nothing: Found = { users: new Map(), titles: new Map(), published: new Set() }

/** Looks up everything an answer refers to, each kind in one read. */
export async function findReferences(context: Context, references: References): Promise<Found> {
  const userIds = [...references.users]
  const nodeIds = [...references.pages, ...references.databases]
  const shownIds = [...(references.shown ?? [])]
  if (userIds.length + nodeIds.length + shownIds.length === 0) return nothing

  const { db, workspace, actor, now } = context
  const users = userIds.length > 0 ? await usersByIds(db, workspace.id, userIds) : []
  const titles =
    nodeIds.length > 0 ? await visibleTitles(db, workspace.id, actor.principals, now, nodeIds) : []
  const published =
    shownIds.length > 0 ? await publishedAmong(db, workspace.id, shownIds, now) : new Set<string>()
  return {
    published,
    users: new Map(users.filter((row) => row.state !== 'removed').map((row) => [row.id, toUser(row)])),
    titles: new Map(
      titles.map((row) => [row.id, row.page_title ?? plainText(JSON.parse(row.database_title ?? '[]'))]),
    ),
  }
}
