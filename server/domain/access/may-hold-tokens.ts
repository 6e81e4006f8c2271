import type { Workspace } from '../context.ts'
import type { Actor } from './actor.ts'

/** Whether the policy of the workspace lets somebody of this role have personal access tokens that they made. */
export function mayHoldTokens(role: Actor['role'], { settings }: Workspace): boolean {
  if (role === 'owner') return true
  const isMember = role === 'member' || role === 'membership_admin'
  return isMember && settings.policy.personal_access_tokens.create === 'members'
}
