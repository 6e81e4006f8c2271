import { useQuery } from '@tanstack/react-query'
import { everybodyQuery, type SomeUser } from '../../data/comments.ts'

/** People and connections of the workspace by id. */
export function useEverybody(): ReadonlyMap<string, SomeUser> {
  const { data = [] } = useQuery({ ...everybodyQuery, select: byId })
  return data instanceof Map ? data : none
}

const none: ReadonlyMap<string, SomeUser> = new Map()

const byId = (users: SomeUser[]) => new Map(users.map((user) => [user.id, user]))

/** What somebody is called. */
export function useNames(): (id: string) => string {
  const everybody = useEverybody()
  return (id) => everybody.get(id)?.name ?? 'somebody who left'
}
