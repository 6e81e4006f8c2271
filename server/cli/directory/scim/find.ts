import { userNameOf } from '../keys.ts'
import type { Group, Person } from '../people.ts'
import { externalIdOf, type Mapping } from './desired.ts'
import type { Lists } from './list.ts'
import { type FoundUser, type GroupResource, toFound, type UserResource } from './resource.ts'

/** Up to so many are looked for one by one; of more, all that the server has is listed instead. */
const ONE_BY_ONE = 100

/** What the server has of somebody: by the externalId first, then by name. */
export type Find<T, R> = (wanted: T) => Promise<R | undefined>

/** @param count how many will be looked for. */
export const findPeople = (lists: Lists, mapping: Mapping, count: number): Promise<Find<Person, FoundUser>> =>
  finder<Person, UserResource, FoundUser>(lists, count, {
    path: '/Users',
    without: 'groups',
    keep: toFound,
    keysOf: (person) => [
      ['externalId', externalIdOf(person, mapping)],
      ['userName', userNameOf(person)],
    ],
  })

export const findGroups = (lists: Lists, count: number): Promise<Find<Group, GroupResource>> =>
  finder<Group, GroupResource, GroupResource>(lists, count, {
    path: '/Groups',
    without: 'members',
    keep: (group) => group,
    keysOf: ({ id, name }) => [
      ['externalId', id],
      ['displayName', name],
    ],
  })

interface Sought<T, R, K> {
  path: string
  /** What of a resource may be long, and is not needed. */
  without: string
  keep(resource: R): K
  keysOf(wanted: T): [attribute: string, value: string | null][]
}

async function finder<T, R extends { id: string }, K>(
  lists: Lists,
  count: number,
  { path, without, keep, keysOf }: Sought<T, R, K>,
): Promise<Find<T, K>> {
  if (count > ONE_BY_ONE) {
    const known = await listed(lists.all<R>(path, without), keep)
    return async (wanted) =>
      keysOf(wanted)
        .map(([attribute, value]) => (value === null ? undefined : known.get(keyOf(attribute, value))))
        .find((one) => one !== undefined)
  }
  return async (wanted) => {
    for (const [attribute, value] of keysOf(wanted)) {
      if (value === null) continue
      const [found] = await lists.found<R>(path, `${attribute} eq ${JSON.stringify(value)}`, without)
      if (found !== undefined) return keep(found)
    }
    return undefined
  }
}

async function listed<R, K>(resources: AsyncIterable<R>, keep: (resource: R) => K): Promise<Map<string, K>> {
  const known = new Map<string, K>()
  for await (const resource of resources) {
    const kept = keep(resource)
    for (const name of ['externalId', 'userName', 'displayName'] as const) {
      const value = (resource as Record<string, unknown>)[name]
      if (typeof value === 'string') known.set(keyOf(name, value), kept)
    }
  }
  return known
}

/** Ids are told apart by case; names are not. */
const keyOf = (attribute: string, value: string): string =>
  `${attribute} ${attribute === 'externalId' ? value : value.toLowerCase()}`
