import { releaseDomain } from '#server/store/domains.ts'
import type { DomainRow } from '#server/store/tables/workspaces.ts'
import type { Context } from '../context.ts'
import { endVouchedSessions } from '../saml/enforce.ts'

/** Takes a domain from the workspace, if it has it, with the sessions that rest on it. */
export async function letGo(context: Context, row: DomainRow): Promise<void> {
  await releaseDomain(context.db, row)
  if (row.state === 'verified') await endVouchedSessions(context, row.domain)
}
