import { grantsCounting } from '#server/store/access-grants.ts'
import { ownListOf } from '#server/store/access-lists.ts'
import { Problem } from '#shared/problem.ts'
import type { PrincipalType } from '../access/actor.ts'
import type { Granted } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { seesOthers } from './onlooker.ts'
import { type Permission, toPermissions } from './permission.ts'

/** The order of kinds in a list. */
const ranks: Record<PrincipalType, number> = {
  workspace: 0,
  public: 1,
  teamspace_owners: 2,
  teamspace: 3,
  group: 4,
  user: 5,
  bot: 6,
  invitation: 7,
}

export const rankOf = ({ principal }: Permission): number => ranks[principal.type]

/** Who may do what at a place: workspace, public, teamspaces, groups, people, bots, pending ones. */
export async function listPermissions(
  context: Context,
  place: Granted<Place, 'read'>,
  { inherited }: { inherited: boolean },
): Promise<Permission[]> {
  const permissions = await permissionsAt(context, place)
  return permissions
    .filter((one) => inherited || one.inheritedFrom === null)
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1))
}

/** One of those that the list shows. */
export async function retrievePermission(
  context: Context,
  place: Granted<Place, 'read'>,
  id: string,
): Promise<Permission> {
  const found = (await permissionsAt(context, place)).find((one) => one.id === id)
  if (found === undefined) throw absentPermission(id)
  return found
}

async function permissionsAt(context: Context, place: Granted<Place, 'read'>): Promise<Permission[]> {
  const grants = await grantsCounting(context.db, context.workspace.id, place.accessId)
  const own = new Set(JSON.parse(context.actor.principals) as string[])
  const seen = (await seesOthers(context, place)) ? grants : grants.filter((one) => own.has(one.principal))
  return toPermissions(context, place, seen)
}

export const absentPermission = (id: string): Problem =>
  new Problem('absent', `Could not find permission with ID: ${id}.`)

/** Whether what is granted above a place counts there. */
export async function inheritsAt({ db, workspace }: Context, place: Place): Promise<boolean> {
  const list = await ownListOf(db, workspace.id, place.id)
  return list === undefined || list.parent_list_id !== null
}
