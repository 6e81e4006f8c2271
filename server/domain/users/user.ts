import type { UserRow } from '#server/store/tables/people.ts'
import type { Actor } from '../access/actor.ts'

/** A person or a bot of a workspace. */
export interface User {
  id: string
  type: 'person' | 'bot'
  name: string | null
  avatarUrl: string | null
  email: string | null
  role: Actor['role']
  state: UserRow['state']
  createdTime: number
}

export const toUser = (row: UserRow): User => ({
  id: row.id,
  type: row.type,
  name: row.name,
  avatarUrl: row.avatar_url,
  email: row.email,
  role: row.role,
  state: row.state,
  createdTime: row.created_time,
})
