import { groupsWithWords, peopleWithWords } from '#server/store/candidates.ts'
import { principalOf } from '../access/actor.ts'
import type { Granted } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'
import { isKnownTo } from './may-grant.ts'

/** Somebody who could be given access. */
export interface Candidate {
  type: 'user' | 'group'
  id: string
  name: string | null
  email: string | null
  avatarUrl: string | null
}

const MOST = 10

/** People and groups whose name or e-mail holds some words, as far as the actor may give them access at all. */
export async function listCandidates(
  context: Context,
  _place: Granted<Place, 'full_access'>,
  words: string,
): Promise<Candidate[]> {
  const { db, workspace, actor } = context
  if (actor.role === 'guest' || actor.capabilities.user_info === 'none') return []
  const key = words.trim().toLowerCase()
  const isEmailSought = actor.capabilities.user_info === 'email'
  const people = await peopleWithWords(db, workspace.id, key, isEmailSought, MOST)
  const groups = await groupsWithWords(db, workspace.id, key, MOST)
  const found: Candidate[] = [
    ...groups.map(({ id, name }) => ({ type: 'group' as const, id, name, email: null, avatarUrl: null })),
    ...people.map(({ id, name, email, avatar_url }) => ({
      type: 'user' as const,
      id,
      name,
      email,
      avatarUrl: avatar_url,
    })),
  ]
  if (actor.role !== 'restricted_member') return found
  const known = await Promise.all(found.map(({ type, id }) => isKnownTo(context, principalOf[type](id))))
  return found.filter((_, index) => known[index])
}
