import { noteLeft } from '#server/store/access-losses.ts'
import { updateTeamspace } from '#server/store/teamspaces.ts'
import { Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import type { ManagedTeamspace } from '../access/teamspaces.ts'
import type { Context } from '../context.ts'
import { grantLevels, type NewTeamspace, refuseDefault } from './create.ts'
import type { Teamspace } from './teamspace.ts'

/** Changes a teamspace. A change to what is there already leaves no trace. */
export async function changeTeamspace(
  context: Context,
  administration: Administration<'members'>,
  teamspace: ManagedTeamspace,
  change: Partial<NewTeamspace>,
): Promise<Teamspace> {
  refuseArchived(teamspace)
  const { id, settings } = teamspace
  const changed: Teamspace = {
    ...teamspace,
    name: change.name?.trim() ?? teamspace.name,
    description: change.description === undefined ? teamspace.description : change.description,
    icon: change.icon === undefined ? teamspace.icon : change.icon,
    visibility: change.visibility ?? teamspace.visibility,
    isDefault: change.isDefault ?? teamspace.isDefault,
    settings: {
      invite: change.invite ?? settings.invite,
      levels: { ...settings.levels, ...change.levels },
    },
  }
  const fields = changedFields(teamspace, changed)
  if (fields.length === 0) return teamspace
  if (fields.includes('is_default')) refuseDefault(administration)
  await updateTeamspace(context.db, context.workspace.id, id, {
    name: changed.name,
    description: changed.description,
    icon: changed.icon && JSON.stringify(changed.icon),
    visibility: changed.visibility,
    is_default: changed.isDefault ? 1 : 0,
    settings: JSON.stringify(changed.settings),
    updated_time: context.now,
  })
  if (teamspace.isDefault && !changed.isDefault) {
    const left = [principalOf.teamspace(id)]
    await noteLeft(context.db, context.workspace.id, { principal: principalOf.workspace }, left)
  }
  if (fields.includes('visibility') || fields.includes('levels')) await grantLevels(context, changed)
  context.record({
    type: 'teamspace.updated',
    entity: { type: 'teamspace', id },
    data: { updated_fields: fields },
    before: pick(shownFields(teamspace), fields),
    after: pick(shownFields(changed), fields),
  })
  return { ...changed, updatedTime: context.now }
}

const shownFields = ({ name, description, icon, visibility, isDefault, settings }: Teamspace) => ({
  name,
  description,
  icon,
  visibility,
  is_default: isDefault,
  ...settings,
})

const pick = (shown: Record<string, unknown>, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, shown[field]]))

function changedFields(before: Teamspace, after: Teamspace): string[] {
  const known: Record<string, unknown> = shownFields(before)
  return Object.entries(shownFields(after))
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(known[field]))
    .map(([field]) => field)
}

/** What is archived is left as it is until it is restored. */
export function refuseArchived({ archivedTime }: Teamspace): void {
  if (archivedTime !== null) throw new Problem('conflict', 'This teamspace is archived. Restore it first.')
}
