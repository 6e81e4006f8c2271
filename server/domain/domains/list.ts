import { listedDomains } from '#server/store/domains.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { type Domain, domainFor, toDomain } from './domain.ts'

/** Domains in the order they were added, whatever their state. `fromId` is the first one wanted. */
export async function listDomains(
  { db, workspace }: Context,
  _administration: Administration<'owners'>,
  fromId: string | null,
  limit: number,
): Promise<Domain[]> {
  return (await listedDomains(db, workspace.id, fromId, limit)).map(toDomain)
}

export const readDomainOf = async (
  context: Context,
  _administration: Administration<'owners'>,
  id: string,
): Promise<Domain> => toDomain(await domainFor(context, id))
