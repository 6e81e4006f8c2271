import { entriesOf } from '#server/store/access-entries.ts'
import { blocksByIds } from '#server/store/blocks.ts'
import { peopleBehind } from '#server/store/people-behind.ts'
import { usersByIds } from '#server/store/users.ts'
import { partsOf, principalOf } from '../access/actor.ts'
import { type LevelName, levelNamed } from '../access/levels.ts'
import type { Place } from '../access/places.ts'
import type { Context } from '../context.ts'

/** Somebody who may do something else at a place after a change than before. */
export interface Effect {
  type: 'user' | 'bot'
  id: string
  name: string | null
  before: LevelName | null
  after: LevelName | null
}

export interface Effects {
  /** How many people and bots, and how many of them have nothing any more. */
  count: number
  losing: number
  /** The first of them: who loses everything before who loses something, and who gains last. */
  first: Effect[]
}

const MOST_NAMED = 100

/** Does a change, and tells for whom it makes what difference at the place itself. */
export async function withEffects<T>(
  context: Context,
  place: Place,
  work: () => Promise<T>,
): Promise<{ result: T; effects: Effects }> {
  const before = await levelsAt(context, place.accessId)
  const result = await work()
  const { db, workspace } = context
  const [node] = await blocksByIds(db, workspace.id, [place.id])
  const after = await levelsAt(context, node!.access_id!)
  return { result, effects: await differenceOf(context, before, after) }
}

/** The highest level of each person and bot that reaches a place. */
async function levelsAt(context: Context, listId: string): Promise<Map<string, number>> {
  const { db, workspace, now } = context
  const entries = (await entriesOf(db, workspace.id, listId)).filter(
    ({ expires_time }) => expires_time === null || expires_time > now,
  )
  const people = await peopleBehind(
    db,
    workspace.id,
    JSON.stringify(entries.map(({ principal }) => principal)),
  )
  const behind = Map.groupBy(people, ({ principal }) => principal)
  const found = new Map<string, number>()
  for (const { principal, level } of entries) {
    const { type } = partsOf(principal)
    const holders =
      type === 'user' || type === 'bot'
        ? [principal]
        : (behind.get(principal) ?? []).map(({ user_id }) => principalOf.user(user_id))
    for (const holder of holders) found.set(holder, Math.max(level, found.get(holder) ?? 0))
  }
  return found
}

async function differenceOf(
  { db, workspace }: Context,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Promise<Effects> {
  const changed = [...new Set([...before.keys(), ...after.keys()])]
    .map((principal) => ({
      ...(partsOf(principal) as { type: 'user' | 'bot'; id: string }),
      was: before.get(principal) ?? 0,
      is: after.get(principal) ?? 0,
    }))
    .filter(({ was, is }) => was !== is)
  const rank = ({ was, is }: { was: number; is: number }) => (is === 0 ? 0 : is < was ? 1 : 2)
  const first = changed.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)).slice(0, MOST_NAMED)
  const ids = first.map(({ id }) => id)
  const users = ids.length === 0 ? [] : await usersByIds(db, workspace.id, ids)
  const names = new Map(users.map(({ id, name }) => [id, name]))
  const nameOf = (level: number): LevelName | null => (level === 0 ? null : levelNamed(level))
  return {
    count: changed.length,
    losing: changed.filter(({ is }) => is === 0).length,
    first: first.map(({ type, id, was, is }) => ({
      type,
      id,
      name: names.get(id) ?? null,
      before: nameOf(was),
      after: nameOf(is),
    })),
  }
}
