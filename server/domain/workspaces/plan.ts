import type { Db } from '#server/store/dialects/dialect.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { readSaml } from '../saml/settings.ts'

/** Refuses, in a sandbox that rehearses a smaller plan of Notion, what that plan lacks. The product has no plans. */
export function requireEnterprise({ workspace }: Pick<Context, 'workspace'>, what: string): void {
  const { plan } = workspace.settings.emulate
  if (plan === 'none' || plan === 'enterprise') return
  throw new Problem('forbidden', `${what} need the Enterprise plan, and this workspace is on "${plan}".`)
}

/** The same for what comes with Business. */
export function requireBusiness({ workspace }: Pick<Context, 'workspace'>, what: string): void {
  const { plan } = workspace.settings.emulate
  if (plan !== 'free' && plan !== 'plus') return
  throw new Problem('forbidden', `${what} needs the Business plan, and this workspace is on "${plan}".`)
}

/** Refuses SCIM where Notion would: it comes with Enterprise, and after SAML. */
export async function requireScim(db: Db, caller: Pick<Context, 'workspace'>): Promise<void> {
  requireEnterprise(caller, 'SCIM requests')
  if (caller.workspace.settings.emulate.plan === 'none') return
  if ((await readSaml(db, caller.workspace.id))?.enabled) return
  throw new Problem('forbidden', 'SCIM needs SAML to be set up before, as at Notion, and it is not.')
}
