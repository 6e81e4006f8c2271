import type { TokenRow } from '#server/store/tables/connections.ts'
import type { Workspace } from '../context.ts'
import { type Actor, principalOf } from './actor.ts'

/**
 * Whether the policy of the workspace lets somebody have personal access tokens that they made.
 *
 * @param principals what they act as, their groups among it.
 */
export function mayHoldTokens(
  role: Actor['role'],
  principals: readonly string[],
  { settings }: Workspace,
): boolean {
  if (role === 'owner') return true
  if (role !== 'member' && role !== 'membership_admin') return false
  const { create, groups } = settings.policy.personal_access_tokens
  if (create !== 'groups') return create === 'members'
  return groups.some((id) => principals.includes(principalOf.group(id)))
}

const DAY = 24 * 60 * 60 * 1000

/** How many milliseconds a personal access token may work at most. */
export const longestLife = ({ settings }: Workspace): number =>
  (settings.policy.personal_access_tokens.longest_days ?? Number.POSITIVE_INFINITY) * DAY

/**
 * Whether the policy keeps a personal access token from working. Those that somebody else gave its person, a workspace
 * file for one, always work.
 *
 * @param principals what its person acts as.
 */
export const isAgainstPolicy = (
  token: Pick<TokenRow, 'user_id' | 'created_by' | 'created_time' | 'expires_time'> & {
    user_role: Actor['role']
  },
  principals: readonly string[],
  workspace: Workspace,
): boolean =>
  token.created_by === token.user_id &&
  !(
    mayHoldTokens(token.user_role, principals, workspace) &&
    (token.expires_time ?? Number.POSITIVE_INFINITY) - token.created_time <= longestLife(workspace)
  )
