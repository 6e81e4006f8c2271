import { accountById } from '#server/store/accounts.ts'
import type { Db } from '#server/store/dialects/dialect.ts'
import { deleteSession, deleteVouchedSessions, sessionsOfDomains } from '#server/store/sessions.ts'
import { userByEmail, usersByIds } from '#server/store/users.ts'
import { Problem } from '#shared/problem.ts'
import { placesOf } from '../accounts/record.ts'
import type { Context } from '../context.ts'
import { verifiedDomainsOf } from '../domains/of-workspace.ts'
import { emailKey } from '../users/create.ts'
import { type Company, companyOf } from './company.ts'
import { readSaml } from './settings.ts'

/**
 * Refuses every proof but that of the identity provider, where the workspace that has the domain of the e-mail
 * enforces it; its break-glass owners aside.
 *
 * @param vouching the workspace whose identity provider proved who they are, if one did.
 */
export async function requireCompany(
  db: Db,
  baseUrl: string,
  email: string,
  vouching: string | null,
): Promise<void> {
  const company = await companyOf(db, email)
  if (company === null || !company.isEnforced || vouching === company.workspaceId) return
  if (await isBreakGlass(db, company, email)) return
  throw new Problem(
    'forbidden',
    `People with your e-mail domain sign in to ${company.name} with the company, and in no other way.`,
    { data: { reason: 'saml_required', sign_in_url: `${baseUrl}/saml/${company.workspaceId}/login` } },
  )
}

async function isBreakGlass(
  db: Db,
  { workspaceId, breakGlass }: Pick<Company, 'workspaceId' | 'breakGlass'>,
  email: string,
): Promise<boolean> {
  const user = await userByEmail(db, workspaceId, emailKey(email))
  return user?.role === 'owner' && user.state === 'active' && breakGlass.includes(user.id)
}

/** Those of these people who are owners that may act. */
export async function activeOwners(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await usersByIds(db, workspace.id, ids)
  return rows.filter(({ role, state }) => role === 'owner' && state === 'active').map(({ id }) => id)
}

/** Refuses to lose the last owner who can still come in while the identity provider is down. */
export async function keepABreakGlass(
  context: Pick<Context, 'db' | 'workspace'>,
  userId: string,
): Promise<void> {
  const settings = await readSaml(context.db, context.workspace.id)
  if (!settings?.enforced || !settings.breakGlass.includes(userId)) return
  const left = await activeOwners(context, settings.breakGlass)
  if (left.some((id) => id !== userId)) return
  throw new Problem(
    'conflict',
    'This person is the last owner who may sign in without the identity provider, which is enforced. Name another one in the SAML settings first.',
  )
}

/**
 * Ends the sessions of people of the workspace's domains that its identity provider did not open, those of
 * break-glass owners aside. Personal access tokens are no sessions: `policy.personal_access_tokens` rules them.
 */
export async function endOtherSessions(context: Context): Promise<void> {
  const { db, workspace } = context
  const settings = await readSaml(db, workspace.id)
  if (!settings?.enforced) return
  const domains = await verifiedDomainsOf(db, workspace.id)
  const company = { workspaceId: workspace.id, breakGlass: settings.breakGlass }
  const sessions = await sessionsOfDomains(db, workspace.id, domains)
  for (const [email, ofOne] of Map.groupBy(sessions, ({ email_key }) => email_key)) {
    if (await isBreakGlass(db, company, email)) continue
    for (const { id } of ofOne) await deleteSession(db, id)
    await recordEnd(context, email, { count: ofOne.length, reason: 'saml_enforced' })
  }
}

/** Ends the sessions that rest on a domain which is the workspace's no more: its identity provider may not say who they are. */
export async function endVouchedSessions(context: Context, domain: string): Promise<void> {
  const { db, workspace } = context
  const ended = await deleteVouchedSessions(db, workspace.id, domain)
  for (const [accountId, ofOne] of Map.groupBy(ended, (id) => id)) {
    const { email_key } = (await accountById(db, accountId))!
    await recordEnd(context, email_key, { count: ofOne.length, reason: 'domain_gone' })
  }
}

async function recordEnd(
  { db, workspace, record }: Context,
  email: string,
  data: { count: number; reason: 'saml_enforced' | 'domain_gone' },
): Promise<void> {
  const here = (await placesOf(db, email)).find(({ id }) => id === workspace.id)
  if (here === undefined) return
  record({ type: 'user.sessions_ended', entity: { type: 'user', id: here.user_id }, data })
}
