import {
  nodesGrantedTo,
  type PickableNode,
  type PickFor,
  pickableNodes,
} from '#server/store/pickable-nodes.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { principalOf } from '../access/actor.ts'
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
  /** Others reach it too. */
  isShared: boolean
}

/** What is shown at once. */
export const MOST_SHOWN = 300

/** What a person may pick: what they edited last, or what has a text in its title. */
export const pickable = (context: Context, query: string): Promise<Pickable[]> => {
  const text = foldText(query.trim())
  return read(context, { ...(text === '' ? {} : { text }), limit: MOST_SHOWN })
}

/** Those of some pages and databases that a person may pick. */
export const pickableAmong = async (context: Context, ids: readonly string[]): Promise<Pickable[]> =>
  ids.length === 0 ? [] : read(context, { ids, limit: ids.length })

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
  wanted: Pick<PickFor, 'text' | 'ids' | 'limit'>,
): Promise<Pickable[]> {
  const rows = await pickableNodes(db, workspace.id, {
    ...wanted,
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
  isShared: row.is_shared === 1,
})

function emojiOf(icon: string | null): string | null {
  const value = icon === null ? null : (JSON.parse(icon) as { type?: string; emoji?: string })
  return value?.type === 'emoji' ? (value.emoji ?? null) : null
}
