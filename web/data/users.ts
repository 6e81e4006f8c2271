/** Whoever can be named in a value: members and guests. */
import { queryOptions } from '@tanstack/react-query'
import { getAll } from './api.ts'

export interface NamedUser {
  object: 'user'
  id: string
  name: string | null
  avatar_url: string | null
}

/** In the order they came. */
export const usersQuery = queryOptions({
  queryKey: ['settings', 'user', 'named'],
  queryFn: () => getAll<NamedUser>('/v1/users?type=person&include_guests=true'),
})
