import { entriesOf } from '#server/store/access-entries.ts'
import { Problem } from '#shared/problem.ts'
import { levels } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'

/**
 * Whether the actor may know who else has access here. Whoever sees a page may, but for guests and restricted
 * members: they know of themselves, unless they may share it.
 */
export async function seesOthers(context: Context, { accessId }: Pick<Place, 'accessId'>): Promise<boolean> {
  const { actor, db, workspace, now } = context
  if (actor.role !== 'guest' && actor.role !== 'restricted_member') return true
  const own = new Set(JSON.parse(actor.principals) as string[])
  return (await entriesOf(db, workspace.id, accessId)).some(
    ({ principal, level, expires_time }) =>
      level === levels.full_access && (expires_time === null || expires_time > now) && own.has(principal),
  )
}

export const mayNotKnow = (): Problem =>
  new Problem(
    'forbidden',
    'Insufficient permissions for this endpoint: you may ask what you can reach yourself, and not what others can.',
  )
