import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { leaveToSignIn, setCsrfToken } from './api.ts'

/** Who is signed in, and where. */
export interface Session {
  account: { id: string; name: string; email: string }
  user: {
    id: string
    name: string | null
    role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
  }
  workspace: { id: string; name: string; icon: unknown }
  workspaces: { id: string; name: string }[]
  csrf_token: string
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  async queryFn(): Promise<Session> {
    const response = await fetch('/app/session')
    const { session } = (await response.json()) as { session: Session | null }
    if (session === null) {
      leaveToSignIn()
      // Nothing is shown until the browser is elsewhere.
      return new Promise(() => {})
    }
    setCsrfToken(session.csrf_token)
    return session
  },
})

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

export const isOwner = ({ user }: Session): boolean => user.role === 'owner'
