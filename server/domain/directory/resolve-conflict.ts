import { conflictById } from '#server/store/directory-conflicts.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { managedGroup } from '../access/groups.ts'
import { managedPerson, userFor } from '../access/people.ts'
import type { Context } from '../context.ts'
import { joinGroup, leaveGroup, renameGroup } from '../groups/administer.ts'
import { administerPerson } from '../users/administer.ts'
import type { PersonChange } from '../users/change.ts'
import { type Conflict, toConflict } from './conflicts.ts'

/** Takes the directory's value in place of what was set by hand, which ends the conflict. */
export async function resolveConflict(
  context: Context,
  administration: Administration<'membership admins'>,
  asked: string,
): Promise<Conflict> {
  const id = toUuid(asked)
  const row = await conflictById(context.db, context.workspace.id, id)
  if (row === undefined) throw new Problem('absent', `Could not find directory conflict with ID: ${id}.`)
  const conflict = toConflict(row)
  await takeDirectoryValue(context, administration, conflict)
  return conflict
}

/** Whoever sets what a directory wants ends the conflict by that. */
async function takeDirectoryValue(
  context: Context,
  administration: Administration<'membership admins'>,
  { field, userId, groupId, directoryValue }: Conflict,
): Promise<void> {
  if (groupId === null) {
    const person = await managedPerson(context, administration, userId!)
    const change = { [field]: directoryValue } as PersonChange
    await administerPerson(context, administration, person, change)
    return
  }
  const group = await managedGroup(context, administration, groupId)
  if (userId === null) {
    await renameGroup(context, group, directoryValue as string)
    return
  }
  const user = await userFor(context, userId)
  await (directoryValue === true ? joinGroup : leaveGroup)(context, group, user)
}
