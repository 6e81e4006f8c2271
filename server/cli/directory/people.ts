/** What a directory holds, whichever side it is read from. Ids are those of the source. */

export interface Person {
  id: string
  type: 'person' | 'bot'
  name: string | null
  email: string | null
  /** What a SCIM server calls them; null where the source has nothing but the e-mail address. */
  userName: string | null
  avatarUrl: string | null
  /** Null where the source does not tell. */
  role: string | null
  status: 'active' | 'suspended' | null
  /** The ids of their groups, in order. */
  groups: readonly string[]
}

export interface Group {
  id: string
  name: string
}

export interface Directory {
  people: Map<string, Person>
  groups: Map<string, Group>
}

/** What a list or a feed says: what is there, or that something is there no more. */
export type Item = { person: Person } | { group: Group } | { gone: { kind: Kind; id: string } }

export type Kind = 'person' | 'group'

export const emptyDirectory = (): Directory => ({ people: new Map(), groups: new Map() })

export const copyOf = ({ people, groups }: Directory): Directory => ({
  people: new Map(people),
  groups: new Map(groups),
})

/** Takes an item in, in any order of catching up: whoever has taken in all of them has what the source has. */
export function take(directory: Directory, item: Item): void {
  if ('person' in item) directory.people.set(item.person.id, item.person)
  else if ('group' in item) directory.groups.set(item.group.id, item.group)
  else if (item.gone.kind === 'person') directory.people.delete(item.gone.id)
  else dropGroup(directory, item.gone.id)
}

/** A group is told to be gone once, not of everybody in it. */
function dropGroup({ people, groups }: Directory, id: string): void {
  groups.delete(id)
  for (const person of people.values()) {
    if (!person.groups.includes(id)) continue
    people.set(person.id, { ...person, groups: person.groups.filter((one) => one !== id) })
  }
}
