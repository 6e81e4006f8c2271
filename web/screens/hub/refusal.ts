import { useQuery } from '@tanstack/react-query'
import { policyQuery } from '../../data/connections.ts'
import { isOwner, useSession } from '../../data/session.ts'

/** Why somebody may not make connections, and what to do about it; null where they may, undefined until that is known. */
export function useRefusal(): string | null | undefined {
  const session = useSession()
  const { data: policy } = useQuery(policyQuery(session))
  if (isOwner(session)) return null
  if (session.user.role === 'restricted_member') {
    return 'Restricted members cannot create connections. Ask an owner of the workspace.'
  }
  if (session.user.role === 'membership_admin') {
    return 'Membership admins cannot create connections. Ask an owner of the workspace.'
  }
  if (policy === undefined) return undefined
  return policy.connections.create === 'members'
    ? null
    : 'Only owners create connections in this workspace. Ask an owner to make one, or to let members make them.'
}
