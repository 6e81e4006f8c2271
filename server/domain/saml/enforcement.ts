import { peopleOfDomains } from '#server/store/saml.ts'
import { sessionsOfDomains } from '#server/store/sessions.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { verifiedDomainsOf } from '../domains/of-workspace.ts'
import { activeOwners } from './enforce.ts'
import { showSaml } from './set-up.ts'

/** Whom enforcing reaches, or would. */
export interface Enforcement {
  /** All whom it lets in by the identity provider alone, those who never came that way first. */
  people: { id: string; name: string | null; email: string | null; lastLoginTime: number | null }[]
  /** Owners of the verified domains who may come in by any way. */
  breakGlass: Enforcement['people']
  /** Where people are signed in otherwise, and would not be any more. */
  sessionCount: number
}

/** Looks at everybody with an address in a verified domain, so that an owner knows before they decide. */
export async function foreseeEnforcement(
  context: Context,
  administration: Administration<'owners'>,
): Promise<Enforcement> {
  const { db, workspace } = context
  const settings = await showSaml(context, administration)
  const domains = await verifiedDomainsOf(db, workspace.id)
  const rows = await peopleOfDomains(db, workspace.id, domains, settings.provider?.entityId ?? '')
  const kept = new Set(await activeOwners(context, settings.breakGlass))
  const { people = [], breakGlass = [] } = Object.groupBy(rows, ({ id }) =>
    kept.has(id) ? 'breakGlass' : 'people',
  )
  const bound = new Set(people.map(({ email_key }) => email_key))
  const sessions = await sessionsOfDomains(db, workspace.id, domains)
  return {
    people: people.map(toPerson).sort((a, b) => (a.lastLoginTime ?? 0) - (b.lastLoginTime ?? 0)),
    breakGlass: breakGlass.map(toPerson),
    sessionCount: sessions.filter(({ email_key }) => bound.has(email_key)).length,
  }
}

const toPerson = (row: Awaited<ReturnType<typeof peopleOfDomains>>[number]) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  lastLoginTime: row.last_login_time,
})
