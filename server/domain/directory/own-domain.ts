import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { domainOfEmail, verifiedDomainsOf } from '../domains/of-workspace.ts'

/** Refuses whom a directory brings from outside, where the policy takes none but people of the workspace's own domains. */
export async function requireOwnDomain(
  { db, workspace }: Context,
  { userName, email }: { userName: string; email: string | null },
): Promise<void> {
  if (workspace.settings.policy.scim.domains === 'any') return
  const domains = await verifiedDomainsOf(db, workspace.id)
  if (email !== null && domains.includes(domainOfEmail(email))) return
  const own = domains.length === 0 ? 'it has none' : domains.join(', ')
  const found = email === null ? `no address, of ${JSON.stringify(userName)}` : JSON.stringify(email)
  throw new Problem(
    'invalid',
    `The e-mail address should be in a domain of the workspace (${own}), as policy.scim.domains says, instead was ${found}.`,
  )
}
