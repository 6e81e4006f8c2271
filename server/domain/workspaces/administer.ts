import type { Db } from '#server/store/dialects/dialect.ts'
import { updateWorkspace, workspaceById } from '#server/store/workspaces.ts'
import { invalid } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'

/** A workspace as its members see it. */
export interface WorkspaceView {
  id: string
  name: string
  icon: string | null
  /** E-mail domains whose people are its own. */
  domains: string[]
  createdTime: number
}

/** A workspace that exists. */
export async function viewWorkspace(db: Db, id: string): Promise<WorkspaceView> {
  const { name, icon, domains, created_time } = (await workspaceById(db, id))!
  return { id, name, icon, domains: JSON.parse(domains), createdTime: created_time }
}

export interface WorkspaceChange {
  name?: string | undefined
  icon?: string | null | undefined
  domains?: readonly string[] | undefined
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
    domains: change.domains === undefined ? known.domains : readDomains(change.domains),
  }
  const fields = (['name', 'icon', 'domains'] as const).filter(
    (field) => JSON.stringify(changed[field]) !== JSON.stringify(known[field]),
  )
  if (fields.length === 0) return known
  await updateWorkspace(context.db, known.id, {
    name: changed.name,
    icon: changed.icon,
    domains: JSON.stringify(changed.domains),
  })
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

/** Names of domains (RFC 1035, section 2.3.1) with at least one dot, in lower case. */
const domain = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

const MOST_DOMAINS = 100

function readDomains(given: readonly string[]): string[] {
  if (given.length > MOST_DOMAINS) throw invalid(`body.domains should hold at most ${MOST_DOMAINS} domains.`)
  return [...new Set(given.map((text) => text.trim().toLowerCase()))].map((text, index) => {
    if (domain.test(text)) return text
    throw invalid(
      `body.domains[${index}] should be a domain like acme.com, instead was ${JSON.stringify(text)}.`,
    )
  })
}
