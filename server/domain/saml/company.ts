import { domainToASCII } from 'node:url'
import type { Db } from '#server/store/dialects/dialect.ts'
import { enabledSaml } from '#server/store/saml.ts'
import { viewWorkspace } from '../workspaces/administer.ts'

/** The workspace whose identity provider signs people of some domains in. */
export interface Company {
  workspaceId: string
  name: string
  /** Whether it alone does. */
  isEnforced: boolean
  breakGlass: readonly string[]
}

/** The company that somebody of this e-mail signs in with; null when there is none. It tells nothing of accounts. */
export async function companyOf(db: Db, email: string): Promise<Company | null> {
  const domain = domainOf(email)
  for (const { workspace_id, name, enforced, break_glass, domains } of await enabledSaml(db)) {
    if (!(JSON.parse(domains) as string[]).includes(domain)) continue
    return {
      workspaceId: workspace_id,
      name,
      isEnforced: enforced === 1,
      breakGlass: JSON.parse(break_glass),
    }
  }
  return null
}

/** The domains whose people a workspace answers for. */
export const domainsOf = async (db: Db, workspaceId: string): Promise<string[]> =>
  (await viewWorkspace(db, workspaceId)).domains

/** The domain of an e-mail address, as DNS has it. */
export const domainOf = (email: string): string =>
  domainToASCII(email.trim().slice(email.trim().lastIndexOf('@') + 1))
