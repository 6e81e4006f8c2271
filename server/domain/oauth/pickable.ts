import {
  nodesGrantedTo,
  type PickableNode,
  type Picked,
  pickableNodes,
} from '#server/store/pickable-nodes.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { partsOf, principalOf } from '../access/actor.ts'
import { levels } from '../access/levels.ts'
import type { Context } from '../context.ts'

/** A page or database that a person may let a connection reach: they have full access there. */
export interface Pickable {
  id: string
  kind: 'page' | 'database'
  title: string
  /** An emoji. */
  icon: string | null
  /** The page that it stands in, which may be one that the person cannot share. */
  parentId: string | null
  accessId: string
  /** The teamspace at whose top it stands. */
  teamspace: string | null
  /** Others reach it too. */
  isShared: boolean
  /** Whether it is worth looking below it. */
  hasChildren: boolean
}

/** What is shown at once: of what was found, of where the tree begins, and of what stands in opened pages. */
export const MOST_SHOWN = 300

/** What has a text in its title and a person may pick, what was edited last first. */
export const pickableNamed = (context: Context, query: string): Promise<Pickable[]> =>
  read(context, { text: foldText(query) }, MOST_SHOWN)

/** Where the tree begins of what a person may pick: what stands in nothing that they may pick as well. */
export const pickableRoots = (context: Context): Promise<Pickable[]> => {
  const principals = (JSON.parse(context.actor.principals) as string[]).map(partsOf)
  const teamspaces = principals.filter(({ type }) => type === 'teamspace').map(({ id }) => id)
  return read(context, { teamspaces }, MOST_SHOWN)
}

/** What stands in some pages, those within their blocks too. */
export const pickableInside = async (context: Context, pages: readonly string[]): Promise<Pickable[]> =>
  pages.length === 0 ? [] : read(context, { inside: pages }, MOST_SHOWN)

/** Those of some pages and databases that a person may pick. */
export const pickableAmong = async (context: Context, ids: readonly string[]): Promise<Pickable[]> =>
  ids.length === 0 ? [] : read(context, { ids }, ids.length)

/** What a bot was given by name and its person may take away. */
export async function pickedFor(context: Context, botId: string): Promise<Pickable[]> {
  const nodes = await nodesGrantedTo(context.db, context.workspace.id, principalOf.bot(botId))
  return pickableAmong(
    context,
    nodes.map(({ id }) => id),
  )
}

async function read(
  { db, workspace, actor, now }: Context,
  picked: Picked,
  limit: number,
): Promise<Pickable[]> {
  const rows = await pickableNodes(db, workspace.id, {
    picked,
    limit,
    principals: actor.principals,
    self: principalOf.user(actor.userId),
    level: levels.full_access,
    now,
  })
  return rows.map(toPickable)
}

const toPickable = (row: PickableNode): Pickable => ({
  id: row.id,
  kind: row.type === 'child_page' ? 'page' : 'database',
  title: row.page_title ?? plainText(JSON.parse(row.database_title ?? '[]')),
  icon: emojiOf(row.icon),
  parentId: row.parent_page_id,
  accessId: row.access_id,
  teamspace: row.teamspace_name,
  isShared: row.is_shared === 1,
  hasChildren: row.has_children === 1,
})

function emojiOf(icon: string | null): string | null {
  const value = icon === null ? null : (JSON.parse(icon) as { type?: string; emoji?: string })
  return value?.type === 'emoji' ? (value.emoji ?? null) : null
}
