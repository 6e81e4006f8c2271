import type { TokenRow } from '#server/store/tables/connections.ts'
import type { Workspace } from '../context.ts'
import type { Actor } from './actor.ts'

/** Whether the policy of the workspace lets somebody of this role have personal access tokens that they made. */
export function mayHoldTokens(role: Actor['role'], { settings }: Workspace): boolean {
  if (role === 'owner') return true
  const isMember = role === 'member' || role === 'membership_admin'
  return isMember && settings.policy.personal_access_tokens.create === 'members'
}

const DAY = 24 * 60 * 60 * 1000

/** How many milliseconds a personal access token may work at most. */
export const longestLife = ({ settings }: Workspace): number =>
  (settings.policy.personal_access_tokens.longest_days ?? Number.POSITIVE_INFINITY) * DAY

/**
 * Whether the policy keeps a personal access token from working. Those that somebody else gave its person, a workspace
 * file for one, always work.
 */
export const isAgainstPolicy = (
  token: Pick<TokenRow, 'user_id' | 'created_by' | 'created_time' | 'expires_time'> & {
    user_role: Actor['role']
  },
  workspace: Workspace,
): boolean =>
  token.created_by === token.user_id &&
  !(
    mayHoldTokens(token.user_role, workspace) &&
    (token.expires_time ?? Number.POSITIVE_INFINITY) - token.created_time <= longestLife(workspace)
  )
