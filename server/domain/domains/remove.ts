import { deleteDomain } from '#server/store/domains.ts'
import type { Administration } from '../access/administration.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { type Domain, domainEvent, domainFor, toDomain } from './domain.ts'
import { letGo } from './let-go.ts'

/**
 * Lets go of a domain, whatever its state: another workspace may have it from now on, and its people sign in as they like,
 * anew where it was the workspace's identity provider that vouched for them.
 */
export async function removeDomain(
  context: Context,
  _administration: Administration<'owners'>,
  id: string,
): Promise<Domain> {
  requireRecentSignIn(context)
  const row = await domainFor(context, id)
  await letGo(context, row)
  await deleteDomain(context.db, row)
  context.record(domainEvent('domain.removed', row))
  return toDomain(row)
}
