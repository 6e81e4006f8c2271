import { type Change, type Changes, changedFields, type Field, type GroupChange } from './difference.ts'
import { type KeyName, keyBy } from './keys.ts'
import type { Directory, Group, Person } from './people.ts'

/** Somebody as files and lines have them. What the source does not tell is null. */
export interface ShownPerson {
  key: string | null
  id: string
  type: Person['type']
  name: string | null
  email: string | null
  user_name: string | null
  role: string | null
  status: Person['status']
  groups: Group[]
  avatar_url: string | null
}

export const shownPerson = (
  person: Person,
  groups: ReadonlyMap<string, Group>,
  key: KeyName,
): ShownPerson => ({
  key: keyBy(key)(person),
  id: person.id,
  type: person.type,
  name: person.name,
  email: person.email,
  user_name: person.userName,
  role: person.role,
  status: person.status,
  groups: person.groups.map((id) => groups.get(id) ?? { id, name: id }),
  avatar_url: person.avatarUrl,
})

const columns: Record<Field, keyof ShownPerson> = {
  name: 'name',
  email: 'email',
  userName: 'user_name',
  avatarUrl: 'avatar_url',
  role: 'role',
  status: 'status',
  groups: 'groups',
}

/** A change for people and programs; `was` has the old values of what differs. */
export type ShownChange = {
  change: Change<unknown>['do']
  was?: Partial<ShownPerson> | Partial<Group>
} & ({ person: ShownPerson | { id: string } } | { group: Group | { id: string } })

/** All that changes, in the order in which it is done; who is in a group is told of people. */
export function* shownChanges(
  { people, groups }: Changes,
  before: Directory,
  after: Directory,
  key: KeyName,
): Generator<ShownChange> {
  for (const change of groups) {
    if (change.do !== 'remove' && isTold(change)) yield shownGroup(change)
  }
  for (const { do: verb, id, was, now } of people) {
    const old = was && shownPerson(was, before.groups, key)
    const person = now ? shownPerson(now, after.groups, key) : (old ?? { id })
    yield { change: verb, person, ...(was && now && { was: oldValues(was, now, old!) }) }
  }
  for (const change of groups) if (change.do === 'remove') yield shownGroup(change)
}

const oldValues = (was: Person, now: Person, shown: ShownPerson): Partial<ShownPerson> =>
  Object.fromEntries(changedFields(was, now).map((field) => [columns[field], shown[columns[field]]]))

const isTold = ({ was, now }: GroupChange): boolean => was?.name !== now?.name

const shownGroup = ({ do: verb, id, was, now }: GroupChange): ShownChange => ({
  change: verb,
  group: now ?? was ?? { id },
  ...(was && now && { was: { name: was.name } }),
})
