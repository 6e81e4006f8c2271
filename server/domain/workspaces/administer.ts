import type { Db } from '#server/store/dialects/dialect.ts'
import { updateWorkspace, workspaceById } from '#server/store/workspaces.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { verifiedDomainsOf } from '../domains/of-workspace.ts'

/** A workspace as its members see it. */
export interface WorkspaceView {
  id: string
  name: string
  icon: string | null
  /** E-mail domains that are proved to be its own. */
  domains: string[]
  createdTime: number
}

/** A workspace that exists. */
export async function viewWorkspace(db: Db, id: string): Promise<WorkspaceView> {
  const { name, icon, created_time } = (await workspaceById(db, id))!
  return { id, name, icon, domains: await verifiedDomainsOf(db, id), createdTime: created_time }
}

export interface WorkspaceChange {
  name?: string | undefined
  icon?: string | null | undefined
}

/** Changes what a workspace is called and how it looks. A change to what is there already leaves no trace. */
export async function changeWorkspace(
  context: Context,
  _administration: Administration<'owners'>,
  change: WorkspaceChange,
): Promise<WorkspaceView> {
  const known = await viewWorkspace(context.db, context.workspace.id)
  const changed: WorkspaceView = {
    ...known,
    name: change.name?.trim() ?? known.name,
    icon: change.icon === undefined ? known.icon : change.icon,
  }
  const fields = (['name', 'icon'] as const).filter(
    (field) => JSON.stringify(changed[field]) !== JSON.stringify(known[field]),
  )
  if (fields.length === 0) return known
  await updateWorkspace(context.db, known.id, { name: changed.name, icon: changed.icon })
  context.record({
    type: 'workspace.settings_updated',
    entity: { type: 'workspace', id: known.id },
    data: { updated_fields: fields },
    before: pick(known, fields),
    after: pick(changed, fields),
  })
  return changed
}

const pick = (view: WorkspaceView, fields: readonly (keyof WorkspaceView)[]) =>
  Object.fromEntries(fields.map((field) => [field, view[field]]))
