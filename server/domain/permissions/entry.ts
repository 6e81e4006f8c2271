import { grantsCounting } from '#server/store/access-grants.ts'
import { ownListOf } from '#server/store/access-lists.ts'
import type { Granted } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { changePermissions, inheritedProblem, reachesWorkspace, type Setting } from './change.ts'
import { absentPermission } from './list.ts'
import { type Permission, toPermissions } from './permission.ts'

/** Changes what one entry of the list grants. One from above must be made this place's own first. */
export async function changePermission(
  context: Context,
  place: Granted<Place, 'full_access'>,
  id: string,
  change: Omit<Setting, 'principal'> & { override: boolean },
): Promise<Permission> {
  const { override, ...setting } = change
  const { principal, isInherited } = await entryOf(context, place, id, override)
  await changePermissions(context, place, {
    set: [{ principal, ...setting }],
    remove: [],
    inherits: isInherited ? false : undefined,
    override,
  })
  return permissionOf(context, place, principal)
}

/** Takes away what one entry grants; what the same principal has by another one stays. */
export async function revokePermission(
  context: Context,
  place: Granted<Place, 'full_access'>,
  id: string,
  { override }: { override: boolean },
): Promise<Permission> {
  const { permission, principal, isInherited } = await entryOf(context, place, id, override)
  await changePermissions(context, place, {
    set: [],
    remove: isInherited ? [principal] : [],
    entries: isInherited ? [] : [principal],
    inherits: isInherited ? false : undefined,
    override,
  })
  return permission
}

async function entryOf(
  context: Context,
  place: Granted<Place, 'full_access'>,
  id: string,
  override: boolean,
) {
  const grants = await grantsCounting(context.db, context.workspace.id, place.accessId)
  const grant = grants.find((one) => one.id === id)
  const [permission] = grant ? await toPermissions(context, place, [grant]) : []
  if (grant === undefined || permission === undefined) throw absentPermission(id)
  const isInherited = grant.node_id !== place.id
  if (isInherited && grant.list_id === context.workspace.id) throw reachesWorkspace()
  if (isInherited && !override) throw await inheritedProblem(context, place, grant.node_id)
  return { permission, principal: grant.principal, isInherited }
}

/** What a principal was granted at a place itself. */
export async function permissionOf(context: Context, place: Place, principal: string): Promise<Permission> {
  const [permission] = await permissionsOf(context, place, [principal])
  return permission!
}

/** The same of several, in their order. */
export async function permissionsOf(
  context: Context,
  place: Place,
  principals: readonly string[],
): Promise<Permission[]> {
  const { db, workspace } = context
  const list = await ownListOf(db, workspace.id, place.id)
  const grants = list === undefined ? [] : await grantsCounting(db, workspace.id, list.id)
  const own = new Map(grants.filter((one) => one.distance === 0).map((one) => [one.principal, one]))
  return toPermissions(
    context,
    place,
    principals.map((principal) => own.get(principal)!),
  )
}
