import { grantsCounting } from '#server/store/access-grants.ts'
import { userById } from '#server/store/users.ts'
import { partsOf } from '../access/actor.ts'
import { principalsOfPerson } from '../access/authenticate.ts'
import type { Granted, LevelName } from '../access/levels.ts'
import { levels } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { mayNotKnow, seesOthers } from './onlooker.ts'
import { type Permission, toPermissions } from './permission.ts'

/** What a principal may do at a place, and why. */
export interface EffectiveAccess {
  level: LevelName | null
  /** What counts, the highest first. */
  via: Permission[]
}

/**
 * @param principal null: of an e-mail that is nobody's here.
 */
export async function effectiveAccess(
  context: Context,
  place: Granted<Place, 'read'>,
  principal: string | null,
): Promise<EffectiveAccess> {
  const isSelf = principal !== null && partsOf(principal).id === context.actor.userId
  if (!isSelf && !(await seesOthers(context, place))) throw mayNotKnow()
  const held = new Set(principal === null ? [] : await principalsHeldBy(context, principal))
  const grants = await grantsCounting(context.db, context.workspace.id, place.accessId)
  const permissions = await toPermissions(
    context,
    place,
    grants.filter((one) => held.has(one.principal)),
  )
  const via = permissions
    .filter(({ status }) => status === 'active')
    .toSorted((a, b) => levels[b.level] - levels[a.level])
  return { level: via[0]?.level ?? null, via }
}

/** Everything that a principal acts as: of a person also their groups, teamspaces and the workspace. */
export async function principalsHeldBy(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  principal: string,
): Promise<string[]> {
  const { type, id } = partsOf(principal)
  if (type !== 'user' && type !== 'bot') return [principal]
  const [user] = await userById(db, workspace.id, id!)
  if (user?.state !== 'active') return []
  return type === 'bot' ? [principal] : principalsOfPerson(db, workspace.id, user.id, user.role)
}
