import { updateWorkspace } from '#server/store/workspaces.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { requireEnterprise } from './plan.ts'
import { readWorkspace } from './read.ts'
import type { WorkspaceSettings } from './settings.ts'

export type Policy = WorkspaceSettings['policy']

/** Of each part what is to be changed. */
export type PolicyChange = { [Part in keyof Policy]?: Partial<Policy[Part]> }

export const readPolicy = ({ workspace }: Context): Policy => workspace.settings.policy

/** Changes the rules of a workspace, from the next request on. A change to what is there already leaves no trace. */
export async function changePolicy(
  context: Context,
  _administration: Administration<'owners'>,
  change: PolicyChange,
): Promise<Policy> {
  if (change.connections?.install === 'approved_only') requireEnterprise(context, 'Approved lists')
  const { id } = context.workspace
  // What the caller was found with may have been changed since.
  const { settings } = await readWorkspace(context.db, id)
  const policy: Policy = {
    connections: { ...settings.policy.connections, ...change.connections },
    guests: { ...settings.policy.guests, ...change.guests },
    personal_access_tokens: { ...settings.policy.personal_access_tokens, ...change.personal_access_tokens },
    sharing: { ...settings.policy.sharing, ...change.sharing },
  }
  const changed = changedKeys(settings.policy, policy)
  if (changed.length === 0) return policy
  await updateWorkspace(context.db, id, { settings: JSON.stringify({ ...settings, policy }) })
  context.record({
    type: 'workspace.settings_updated',
    entity: { type: 'workspace', id },
    data: { updated_fields: changed },
  })
  return policy
}

/** `connections.install` for one. */
const changedKeys = (before: Policy, after: Policy): string[] =>
  Object.entries(after).flatMap(([part, rules]) =>
    Object.entries(rules)
      .filter(([key, value]) => before[part as keyof Policy][key as never] !== value)
      .map(([key]) => `policy.${part}.${key}`),
  )
