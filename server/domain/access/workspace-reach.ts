/**
 * What reaches every page of a workspace, whoever it is private to: the workspace has a list of its own, with the
 * workspace's id, and each list that takes over from no other takes over from it. A page can be kept from what is
 * granted above it, never from this.
 */
import { deleteEntriesOf, putEntryOnEveryList } from '#server/store/access-entries.ts'
import { deleteGrants, grantsOf, grantsTo, putGrant } from '#server/store/access-grants.ts'
import { accessListById, insertAccessList } from '#server/store/access-lists.ts'
import { noteLossesOf } from '#server/store/access-losses.ts'
import type { Context } from '../context.ts'
import { type LevelName, levelNamed, levels } from './levels.ts'
import { carryDown } from './lists.ts'

/** Lets a principal reach every page there is and will be; false when it did at this level. */
export async function reachWorkspace(
  context: Context,
  principal: string,
  level: LevelName,
): Promise<boolean> {
  const { db, workspace, actor, now } = context
  const known = (await grantsOf(db, workspace.id, workspace.id)).find((row) => row.principal === principal)
  if (known?.level === levels[level]) return false
  if (known !== undefined) await leaveWorkspace(context, principal)
  if ((await accessListById(db, workspace.id, workspace.id)) === undefined) {
    const list = { workspace_id: workspace.id, id: workspace.id, node_id: workspace.id, parent_list_id: null }
    await insertAccessList(db, list)
  }
  await putGrant(db, {
    workspace_id: workspace.id,
    list_id: workspace.id,
    principal,
    id: context.newId(),
    level: levels[level],
    expires_time: null,
    created_time: now,
    created_by: actor.userId,
    updated_time: now,
    updated_by: actor.userId,
    link: null,
  })
  await putEntryOnEveryList(db, workspace.id, principal, levels[level])
  return true
}

/** What a principal may do with every page of the workspace; null when it was not let to all of them. */
export async function levelInWorkspace(
  { db, workspace }: Context,
  principal: string,
): Promise<LevelName | null> {
  const known = (await grantsOf(db, workspace.id, workspace.id)).find((row) => row.principal === principal)
  return known === undefined ? null : levelNamed(known.level)
}

/** Leaves a principal what it was granted at pages; false when it did not reach the workspace. */
export async function leaveWorkspace(context: Context, principal: string): Promise<boolean> {
  const { db, workspace } = context
  const grants = await grantsTo(db, workspace.id, principal)
  if (!grants.some(({ list_id }) => list_id === workspace.id)) return false
  await deleteGrants(db, workspace.id, workspace.id, [principal])
  await noteLossesOf(db, workspace.id, principal)
  await deleteEntriesOf(db, workspace.id, principal)
  for (const { list_id } of grants) if (list_id !== workspace.id) await carryDown(context, list_id)
  return true
}
