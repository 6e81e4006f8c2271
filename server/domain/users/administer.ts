import type { Administration } from '../access/administration.ts'
import { keepAnOwner, type ManagedPerson, refuseOwnership, userFor } from '../access/people.ts'
import type { Context } from '../context.ts'
import { changePerson, type PersonChange } from './change.ts'
import { removePerson } from './remove.ts'
import type { User } from './user.ts'

/** Changes a person as an administrator may. Somebody who was removed comes back by `state: 'active'`. */
export async function administerPerson(
  context: Context,
  administration: Administration<'membership admins'>,
  person: ManagedPerson,
  change: PersonChange,
): Promise<User> {
  if (change.role !== undefined) refuseOwnership(administration, change.role)
  const isLess = (change.role ?? 'owner') !== 'owner' || change.state === 'suspended'
  if (isLess) await keepAnOwner(context, person)
  await changePerson(context, person, change)
  return userFor(context, person.id)
}

/** Removes a person from the workspace as an administrator may. */
export async function expelPerson(context: Context, person: ManagedPerson): Promise<User> {
  await keepAnOwner(context, person)
  await removePerson(context, person)
  return userFor(context, person.id)
}
