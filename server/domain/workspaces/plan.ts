import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'

/** Refuses, in a sandbox that rehearses a smaller plan of Notion, what that plan lacks. The product has no plans. */
export function requireEnterprise({ workspace }: Pick<Context, 'workspace'>, what: string): void {
  const { plan } = workspace.settings.emulate
  if (plan === 'none' || plan === 'enterprise') return
  throw new Problem('forbidden', `${what} need the Enterprise plan, and this workspace is on "${plan}".`)
}

/** Refuses SCIM under every plan of Notion: it comes with Enterprise and after SAML, which cannot be set up here yet. */
export function requireScim(caller: Pick<Context, 'workspace'>): void {
  requireEnterprise(caller, 'SCIM requests')
  if (caller.workspace.settings.emulate.plan === 'none') return
  throw new Problem('forbidden', 'SCIM needs SAML to be set up before, as at Notion, and it is not.')
}
