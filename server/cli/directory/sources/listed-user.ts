import type { Item, Person } from '../people.ts'

/** A user as `GET /v1/users` has it, Notion's and ours. */
export interface ListedUser {
  id: string
  type?: 'person' | 'bot'
  name?: string | null
  avatar_url?: string | null
  person?: {
    email?: string
    octavo?: {
      role: string
      status: 'active' | 'suspended'
      groups: { id: string; name: string }[]
    }
  }
}

/** The groups that a user is in, then the user. */
export function itemsOf(user: ListedUser): Item[] {
  const { role = null, status = null, groups = [] } = user.person?.octavo ?? {}
  const person: Person = {
    id: user.id,
    type: user.type === 'bot' ? 'bot' : 'person',
    name: user.name ?? null,
    email: user.person?.email ?? null,
    userName: null,
    avatarUrl: user.avatar_url ?? null,
    role,
    status,
    groups: groups.map(({ id }) => id).sort(),
  }
  return [...groups.map(({ id, name }) => ({ group: { id, name } })), { person }]
}
