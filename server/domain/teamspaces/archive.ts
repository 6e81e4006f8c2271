import { listsOfTeamspace, setListArchived } from '#server/store/access-lists.ts'
import { noteLeft } from '#server/store/access-losses.ts'
import { updateTeamspace } from '#server/store/teamspaces.ts'
import { principalOf } from '../access/actor.ts'
import { carryDown } from '../access/lists.ts'
import type { ManagedTeamspace } from '../access/teamspaces.ts'
import type { Context } from '../context.ts'
import type { Teamspace } from './teamspace.ts'

/** Archives a teamspace: nobody reaches anything in it, whoever it was shared with, until it is restored. */
export async function archiveTeamspace(context: Context, teamspace: ManagedTeamspace): Promise<Teamspace> {
  if (teamspace.archivedTime !== null) return teamspace
  const { db, workspace, now } = context
  for (const { id } of await listsOfTeamspace(db, workspace.id, teamspace.id)) {
    await setListArchived(db, workspace.id, id, true)
    await carryDown(context, id)
  }
  const { teamspace: all, teamspaceOwners: owners, workspace: everybody } = principalOf
  const left = [all(teamspace.id), owners(teamspace.id)]
  await noteLeft(db, workspace.id, { inTeamspace: teamspace.id }, left)
  if (teamspace.isDefault) await noteLeft(db, workspace.id, { principal: everybody }, left)
  await updateTeamspace(db, workspace.id, teamspace.id, { archived_time: now, updated_time: now })
  record(context, teamspace, 'archived')
  return { ...teamspace, archivedTime: now, updatedTime: now }
}

/** Brings a teamspace back, with whatever was granted in it. */
export async function restoreTeamspace(context: Context, teamspace: ManagedTeamspace): Promise<Teamspace> {
  if (teamspace.archivedTime === null) return teamspace
  const { db, workspace, now } = context
  const lists = await listsOfTeamspace(db, workspace.id, teamspace.id)
  for (const { id } of lists) await setListArchived(db, workspace.id, id, false)
  // What takes over from another list is written with it.
  for (const { id, parent_list_id } of lists) if (parent_list_id === null) await carryDown(context, id)
  await updateTeamspace(db, workspace.id, teamspace.id, { archived_time: null, updated_time: now })
  record(context, teamspace, 'restored')
  return { ...teamspace, archivedTime: null, updatedTime: now }
}

const record = (context: Context, { id, name }: Teamspace, what: 'archived' | 'restored'): void =>
  context.record({
    type: `teamspace.${what}`,
    entity: { type: 'teamspace', id },
    before: { name, is_archived: what === 'restored' },
    after: { name, is_archived: what === 'archived' },
  })
