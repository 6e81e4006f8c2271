import type { Db } from '#server/store/dialects/dialect.ts'
import { isSamlEnabledAnywhere } from '#server/store/saml.ts'
import { domainOfEmail, workspaceOfDomain } from '../domains/of-workspace.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { readSaml } from './settings.ts'

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
  const workspaceId = await workspaceOfDomain(db, domainOfEmail(email))
  const settings = workspaceId === null ? null : await readSaml(db, workspaceId)
  if (!settings?.enabled) return null
  const { name } = await readWorkspace(db, settings.workspaceId)
  return {
    workspaceId: settings.workspaceId,
    name,
    isEnforced: settings.enforced,
    breakGlass: settings.breakGlass,
  }
}

/** Whether anybody on this server signs in with their company. */
export const isSamlOffered = (db: Db): Promise<boolean> => isSamlEnabledAnywhere(db)
