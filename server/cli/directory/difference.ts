import type { Directory, Group, Person } from './people.ts'

/** What is to be done to one person or group of the target, so that it is what the source has. */
export interface Change<T> {
  do: 'add' | 'update' | 'remove'
  id: string
  /** What the target was given last; null where it was given nothing that is known of. */
  was: T | null
  /** What the source has; null where it has them no more. */
  now: T | null
  /** False where an earlier change was begun and nobody knows whether it was done. */
  isSure: boolean
}

export interface GroupChange extends Change<Group> {
  /** The ids of people, as far as their groups are known to have changed. */
  joined: string[]
  left: string[]
}

export interface Changes {
  people: Change<Person>[]
  groups: GroupChange[]
}

/** What was begun and not seen to its end: what the target had before, by ids. */
export interface Pending {
  people: ReadonlyMap<string, Person | null>
  groups: ReadonlyMap<string, Group | null>
}

export const nothingPending: Pending = { people: new Map(), groups: new Map() }

/**
 * What makes of one directory the other. Removals come first and additions last, since names that must be unlike are
 * free by then; within that the order is that of ids, so that the same difference is told alike each time.
 */
export function difference(before: Directory, after: Directory, pending: Pending = nothingPending): Changes {
  const people = changesOf(before.people, after.people, pending.people, isSamePerson)
  const groups = changesOf(before.groups, after.groups, pending.groups, isSameGroup)
  return { people, groups: withMembers(groups, people, after.groups) }
}

function changesOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  pending: ReadonlyMap<string, T | null>,
  isSame: (a: T, b: T) => boolean,
): Change<T>[] {
  const changes: Change<T>[] = []
  for (const [id, now] of after) {
    const isSure = !pending.has(id)
    const was = (isSure ? before.get(id) : pending.get(id)) ?? null
    if (isSure && was !== null && isSame(was, now)) continue
    changes.push({ do: was === null ? 'add' : 'update', id, was, now, isSure })
  }
  for (const id of new Set([...before.keys(), ...pending.keys()])) {
    if (after.has(id)) continue
    const was = pending.get(id) ?? before.get(id) ?? null
    changes.push({ do: 'remove', id, was, now: null, isSure: !pending.has(id) })
  }
  return changes.sort(inOrder)
}

const places = { remove: 0, update: 1, add: 2 }

const inOrder = <T>(a: Change<T>, b: Change<T>): number =>
  places[a.do] - places[b.do] || (a.id < b.id ? -1 : 1)

/** Groups whose people change are told as changed, even where they are called as before. */
function withMembers(
  groups: readonly Change<Group>[],
  people: readonly Change<Person>[],
  after: ReadonlyMap<string, Group>,
): GroupChange[] {
  const told = new Map(groups.map((one): [string, GroupChange] => [one.id, { ...one, joined: [], left: [] }]))
  const changeOf = (id: string): GroupChange | undefined => {
    const now = after.get(id)
    if (!told.has(id) && now) {
      told.set(id, { do: 'update', id, was: now, now, isSure: true, joined: [], left: [] })
    }
    return told.get(id)
  }
  for (const { id, was, now } of people) {
    const [before, since] = [was?.groups ?? [], now?.groups ?? []]
    for (const group of since) if (!before.includes(group)) changeOf(group)?.joined.push(id)
    for (const group of before) if (!since.includes(group)) changeOf(group)?.left.push(id)
  }
  return [...told.values()].sort(inOrder)
}

const fields = ['name', 'email', 'userName', 'avatarUrl', 'role', 'status'] as const

export type Field = (typeof fields)[number] | 'groups'

/** In what two states of a person differ. */
export function changedFields(was: Person, now: Person): Field[] {
  const changed: Field[] = fields.filter((field) => was[field] !== now[field])
  return isSameList(was.groups, now.groups) ? changed : [...changed, 'groups']
}

const isSamePerson = (a: Person, b: Person): boolean =>
  a === b || (a.type === b.type && changedFields(a, b).length === 0)

const isSameGroup = (a: Group, b: Group): boolean => a.name === b.name

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

export const isEmpty = ({ people, groups }: Changes): boolean => people.length + groups.length === 0
