import { groupsByIds } from '#server/store/groups.ts'
import { strengthOfSession } from '#server/store/sessions.ts'
import { updateWorkspace } from '#server/store/workspaces.ts'
import { toUuid } from '#shared/ids.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { requireEnterprise } from './plan.ts'
import { readWorkspace } from './read.ts'
import { changedSettings, retentionMistake } from './setting-changes.ts'
import type { WorkspaceSettings } from './settings.ts'

/** The rules of a workspace, and how long it keeps what. */
export type Policy = WorkspaceSettings['policy'] & Pick<WorkspaceSettings, 'retention' | 'audit'>

/** Of each part what is to be changed. */
export type PolicyChange = { [Part in keyof Policy]?: Partial<Policy[Part]> }

export const readPolicy = ({ workspace }: Context): Policy => policyOf(workspace.settings)

const policyOf = ({ policy, retention, audit }: WorkspaceSettings): Policy => ({
  ...policy,
  retention,
  audit,
})

/** Changes the rules of a workspace, from the next request on. A change to what is there already leaves no trace. */
export async function changePolicy(
  context: Context,
  _administration: Administration<'owners'>,
  change: PolicyChange,
): Promise<Policy> {
  if (change.connections?.install === 'approved_only') requireEnterprise(context, 'Approved lists')
  if (change.sign_in !== undefined) requireRecentSignIn(context)
  if (change.sign_in?.second_factor === 'required') await refuseToLockOut(context)
  const { id } = context.workspace
  // What the caller was found with may have been changed since.
  const { settings } = await readWorkspace(context.db, id)
  const groups =
    change.personal_access_tokens?.groups &&
    (await groupsNamed(context, change.personal_access_tokens.groups))
  const wanted: WorkspaceSettings = {
    ...settings,
    policy: {
      connections: { ...settings.policy.connections, ...change.connections },
      guests: { ...settings.policy.guests, ...change.guests },
      personal_access_tokens: {
        ...settings.policy.personal_access_tokens,
        ...change.personal_access_tokens,
        ...(groups && { groups }),
      },
      sharing: { ...settings.policy.sharing, ...change.sharing },
      scim: { ...settings.policy.scim, ...change.scim },
      sign_in: { ...settings.policy.sign_in, ...change.sign_in },
    },
    retention: { ...settings.retention, ...change.retention },
    audit: { ...settings.audit, ...change.audit },
  }
  const mistake = retentionMistake(wanted.retention)
  if (mistake !== null) throw invalid(`body failed validation: body.${mistake}`)
  const changes = changedSettings(settings, wanted)
  if (changes === null) return policyOf(settings)
  await updateWorkspace(context.db, id, { settings: JSON.stringify(wanted) })
  context.record({ type: 'workspace.settings_updated', entity: { type: 'workspace', id }, ...changes })
  return policyOf(wanted)
}

/** Each once, and none that there is not. */
async function groupsNamed({ db, workspace }: Context, asked: readonly string[]): Promise<string[]> {
  const ids = [...new Set(asked.map(toUuid))]
  const known = new Set((await groupsByIds(db, workspace.id, ids)).map(({ id }) => id))
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) throw new Problem('absent', `Could not find group with ID: ${unknown}.`)
  return ids
}

/** Whoever makes the rule at a browser would be the first whom it shuts out. */
async function refuseToLockOut({ db, actor, workspace }: Context): Promise<void> {
  if (!actor.isSession) return
  const own = await strengthOfSession(db, actor.tokenId)
  if (own?.is_strong === 1 || own?.saml_workspace_id === workspace.id) return
  throw new Problem(
    'conflict',
    'You signed in with one factor yourself. Add a second one at /account first, so that you stay in.',
  )
}
