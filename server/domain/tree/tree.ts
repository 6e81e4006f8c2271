/** The tree of pages and databases, as somebody sees it: what stands where, and how they may use it. */
import { ancestorsOf } from '#server/store/blocks.ts'
import {
  type TreePlace,
  type TreeRow,
  treeAmong,
  treeBelow,
  treeOfTeamspace,
  treeRoots,
} from '#server/store/tree.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { partsOf, principalOf } from '../access/actor.ts'
import { type Granted, type LevelName, levelNamed } from '../access/levels.ts'
import type { TeamspaceHome } from '../access/teamspaces.ts'
import type { Block, Parent } from '../blocks/block.ts'
import type { Context } from '../context.ts'
import type { Page } from '../pages/page.ts'

/** A page or database without what stands in it. */
export interface TreeItem {
  id: string
  kind: 'page' | 'database'
  title: string
  /** In its stored shape. */
  icon: Record<string, unknown> | null
  parent: Parent
  /** Of a row: the database of its data source. */
  databaseId: string | null
  level: LevelName
  /** Whether it is worth looking below it: it holds pages or databases, or blocks that may. */
  hasChildren: boolean
  isInTrash: boolean
  position: string
}

/** Where the tree begins: what is the person's alone, and what others gave them or they gave to others. */
export type Section = 'private' | 'shared'

/** What begins in a section; pages of the person's teamspaces begin there. */
export async function rootsOf(
  context: Context,
  section: Section,
  from: TreePlace | null,
  limit: number,
): Promise<TreeItem[]> {
  const { db, workspace, actor } = context
  const principals = (JSON.parse(actor.principals) as string[]).map(partsOf)
  const teamspaces = principals.filter(({ type }) => type === 'teamspace').map(({ id }) => id)
  const self = actor.type === 'bot' ? principalOf.bot(actor.userId) : principalOf.user(actor.userId)
  const wanted = {
    self,
    userId: actor.userId,
    teamspaces: JSON.stringify(teamspaces),
    isPrivate: section === 'private',
  }
  return toItems(await treeRoots(db, workspace.id, { ...onlooker(context), ...wanted }, from, limit))
}

/** What stands at the top of a teamspace. */
export const topOf = async (
  context: Context,
  teamspace: Granted<TeamspaceHome, 'read'>,
  from: TreePlace | null,
  limit: number,
): Promise<TreeItem[]> =>
  toItems(
    await treeOfTeamspace(context.db, context.workspace.id, teamspace.id, onlooker(context), from, limit),
  )

/** Pages and databases in a page, those within its blocks too. */
export const below = async (
  context: Context,
  page: Granted<Page, 'read'>,
  from: TreePlace | null,
  limit: number,
): Promise<TreeItem[]> =>
  toItems(await treeBelow(context.db, context.workspace.id, page.id, onlooker(context), from, limit))

/** The pages and databases from the top to a block, page or database, as far as they are seen; itself is the last if it is one. */
export async function pathTo(context: Context, block: Granted<Block, 'read'>): Promise<TreeItem[]> {
  const { db, workspace } = context
  const above = await ancestorsOf(db, workspace.id, block.id)
  const ids = [block, ...above].map(({ id }) => id).toReversed()
  const items = toItems(await treeAmong(db, workspace.id, ids, onlooker(context)))
  return items.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

export const onlooker = ({ actor, now }: Context) => ({ principals: actor.principals, now })

export const toItems = (rows: readonly TreeRow[]): TreeItem[] => rows.map(toItem)

const toItem = (row: TreeRow): TreeItem => ({
  id: row.id,
  kind: row.type === 'child_page' ? 'page' : 'database',
  title: row.page_title ?? plainText(JSON.parse(row.database_title ?? '[]')),
  icon: row.icon === null ? null : JSON.parse(row.icon),
  parent: { type: row.parent_type, id: row.parent_id },
  databaseId: row.database_id,
  level: levelNamed(row.level),
  hasChildren: row.has_children === 1,
  isInTrash: row.is_in_trash === 1,
  position: row.position,
})
