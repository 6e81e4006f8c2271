import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import { blocksByIds, siblingPosition, updateBlock } from '#server/store/blocks.ts'
import { LAST, treeAmong } from '#server/store/tree.ts'
import { putTreePlace } from '#server/store/tree-places.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { takeOver } from '../access/lists.ts'
import { blockFor, databaseFor, pageFor } from '../access/nodes.ts'
import type { NewParent } from '../access/parents.ts'
import type { Place } from '../access/places.ts'
import { homeInTeamspace } from '../access/teamspaces.ts'
import { contentChanged, newPositions } from '../blocks/insert.ts'
import type { Context } from '../context.ts'
import { updateDatabase } from '../databases/update.ts'
import { movePage, moveToPrivate } from '../pages/move.ts'
import type { Page } from '../pages/page.ts'
import { onlooker, rootsOf, type TreeItem, toItems, topOf } from './tree.ts'

/** What begins somebody's tree is put in order in one go. */
const MOST_ROOTS = 1000

/**
 * Puts a page or database elsewhere in the tree, with all that is below it.
 *
 * @param parent what it is put into, or what is the actor's alone; null where it stays.
 * @param after behind which of those that stand there then: null before all, undefined where it comes by itself.
 */
export async function placeInTree(
  context: Context,
  node: Granted<Place, 'edit'>,
  parent: NewParent | 'private' | null,
  after: string | null | undefined,
): Promise<TreeItem> {
  if (parent !== null) await moveTo(context, node, parent)
  if (after !== undefined) await order(context, node.id, after && toUuid(after))
  const { db, workspace } = context
  const [item] = toItems(await treeAmong(db, workspace.id, [node.id], onlooker(context)))
  return item!
}

async function moveTo(context: Context, node: Place, parent: NewParent | 'private'): Promise<void> {
  if (node.kind === 'database') {
    if (parent === 'private' || parent.type === 'workspace') {
      throw invalid('A database stands in a page. Put it into one, or make a page for it.')
    }
    return updateDatabase(context, await databaseFor(context, node.id, 'edit'), {}, parent)
  }
  const page = await pageFor(context, node.id, 'edit')
  if (parent === 'private') {
    await moveToPrivate(context, await pageFor(context, page.id, 'full_access'), node.parentAccessId)
  } else if (parent.type !== 'workspace' && isTop(page)) await moveIn(context, page.id, parent)
  else await movePage(context, page, parent)
}

const isTop = ({ parent }: Page): boolean => parent.type === 'workspace' && parent.id === null

/** What stood nowhere is shared with whoever reaches what it is put into: that is what it is moved for. */
async function moveIn(
  context: Context,
  id: string,
  parent: Exclude<NewParent, { type: 'workspace' }>,
): Promise<void> {
  const page = await pageFor(context, id, 'full_access')
  await movePage(context, page, parent)
  const { accessId } = parent.type === 'data_source_id' ? parent.dataSource : parent.block
  await takeOver(context, page.accessId, accessId)
}

/** What begins a tree is in the order of whoever looks, what stands in a teamspace or a page in one order for all. */
async function order(context: Context, id: string, after: string | null): Promise<void> {
  const { db, workspace, actor } = context
  for (const section of ['private', 'shared'] as const) {
    const roots = await rootsOf(context, section, null, MOST_ROOTS)
    if (!roots.some((root) => root.id === id)) continue
    for (const [node_id, position] of placesOf(roots, id, after)) {
      await putTreePlace(db, { workspace_id: workspace.id, user_id: actor.userId, node_id, position })
    }
    return
  }
  const [block] = await blocksByIds(db, workspace.id, [id])
  if (block!.parent_type === 'workspace') await orderTop(context, id, block!.parent_id!, after)
  else if (block!.parent_type === 'data_source_id') throw invalid('Rows are in the order of their view.')
  else await orderInside(context, block!, after)
}

async function orderTop(context: Context, id: string, teamspaceId: string, after: string | null) {
  const { db, workspace } = context
  const teamspace = await homeInTeamspace(context, teamspaceId)
  const siblings = await topOf(context, teamspace, null, MOST_ROOTS)
  for (const [node, position] of placesOf(siblings, id, after)) {
    await updateBlock(db, workspace.id, node, { position })
  }
  context.record({
    type: 'page.moved',
    entity: { type: 'page', id },
    data: { parent: { type: 'workspace', id: teamspaceId } },
  })
}

async function orderInside(
  context: Context,
  { id, type, parent_id }: { id: string; type: string; parent_id: string | null },
  after: string | null,
): Promise<void> {
  const { db, workspace } = context
  const parent = await blockFor(context, parent_id!, 'edit')
  const isBeside = after === null || (await siblingPosition(db, workspace.id, parent.id, after)) !== undefined
  if (!isBeside) throw notBeside(after)
  const place = after === null ? ({ type: 'start' } as const) : ({ type: 'after_block', id: after } as const)
  const [position] = await newPositions(context, parent.id, place, 1)
  await updateBlock(db, workspace.id, id, { position: position! })
  await contentChanged(context, parent.containerId, [{ id, type }])
}

/** The places that change so that one stands behind another: its own, or all where some have none. */
function placesOf(
  siblings: readonly TreeItem[],
  id: string,
  after: string | null,
): [id: string, position: string][] {
  const others = siblings.filter((sibling) => sibling.id !== id)
  const index = after === null ? 0 : others.findIndex((sibling) => sibling.id === after) + 1
  if (after !== null && index === 0) throw notBeside(after)
  const [before, next] = [others[index - 1], others[index]]
  if (others.every(({ position }) => position !== LAST)) {
    return [[id, generateKeyBetween(before?.position ?? null, next?.position ?? null)]]
  }
  const ids = others.map((sibling) => sibling.id).toSpliced(index, 0, id)
  const positions = generateNKeysBetween(null, null, ids.length)
  return ids.map((one, at) => [one, positions[at]!])
}

const notBeside = (after: string) =>
  invalid(`body.after should be the id of what stands in the same place, instead was \`"${after}"\`.`)
