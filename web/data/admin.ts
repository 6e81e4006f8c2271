/** What settings share: the address of the administration API, and that an act makes what the screens show out of date. */
import { queryClient } from './query-client.ts'
import type { Session } from './session.ts'

/** The workspace that the administration API acts on. */
export type Here = Pick<Session, 'workspace'>

export const adminBase = ({ workspace }: Here): string => `/admin/v1/spaces/${workspace.id}`

export async function refreshed<T>(act: () => Promise<T>): Promise<T> {
  const answer = await act()
  await queryClient.invalidateQueries({ queryKey: ['settings'] })
  return answer
}
