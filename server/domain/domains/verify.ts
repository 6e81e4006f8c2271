import { DnsSilent } from '#server/adapters/dns.ts'
import { takeDomain, updateDomain } from '#server/store/domains.ts'
import type { DomainRow } from '#server/store/tables/workspaces.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { endOtherSessions } from '../saml/enforce.ts'
import { type Domain, domainEvent, domainFor, recordName, recordValue, toDomain } from './domain.ts'
import { nextDay } from './times.ts'

export type Found = NonNullable<DomainRow['found']>

/** Looks whether the record of a domain stands in DNS. Never inside a transaction. */
export async function lookForRecord(
  { dns }: Pick<Context, 'dns'>,
  row: Pick<DomainRow, 'domain' | 'code'>,
): Promise<Found> {
  try {
    const texts = await dns.texts(recordName(row))
    if (texts.some((text) => text.trim() === recordValue(row))) return 'record'
    return texts.length === 0 ? 'no_record' : 'other_record'
  } catch (error) {
    if (error instanceof DnsSilent) return 'no_answer'
    throw error
  }
}

/** The first half of `verifyDomain`, before its transaction: what DNS says. */
export async function askForProof(
  context: Context,
  _administration: Administration<'owners'>,
  id: string,
): Promise<Found> {
  const row = await domainFor(context, id)
  refuseExpired(context, row)
  return lookForRecord(context, row)
}

/**
 * Makes a domain a verified one if its record was found; if not, it stays what it is, and says what was found instead.
 * A domain that is another workspace's is refused, once it is proved that the caller could have it.
 */
export async function verifyDomain(
  context: Context,
  _administration: Administration<'owners'>,
  id: string,
  found: Found,
): Promise<Domain> {
  const row = await domainFor(context, id)
  refuseExpired(context, row)
  if (found === 'record') return toDomain(await becomeVerified(context, row, 'dns'))
  const change = { checked_time: context.now, found }
  await updateDomain(context.db, row, change)
  return toDomain({ ...row, ...change })
}

function refuseExpired({ now }: Context, row: DomainRow): void {
  if (row.state === 'verified' || row.code_expires_time > now) return
  throw new Problem(
    'conflict',
    `The code of ${row.domain} has expired. Add the domain again to get another one.`,
  )
}

/** @throws `conflict` when it belongs to another workspace, without saying which. */
export async function becomeVerified(
  context: Context,
  row: DomainRow,
  proof: NonNullable<DomainRow['proof']>,
): Promise<DomainRow> {
  const verified = await tryToVerify(context, row, proof)
  if (verified !== null) return verified
  throw new Problem(
    'conflict',
    `The domain ${row.domain} belongs to another workspace of this server. A domain belongs to one workspace only.`,
  )
}

/** The same; null when it belongs to another workspace. */
export async function tryToVerify(
  context: Context,
  row: DomainRow,
  proof: NonNullable<DomainRow['proof']>,
): Promise<DomainRow | null> {
  const { db, now } = context
  if (!(await takeDomain(db, row))) return null
  const change = {
    state: 'verified',
    proof,
    reason: null,
    verified_time: row.state === 'verified' ? row.verified_time : now,
    misses: 0,
    due_time: proof === 'dns' ? nextDay(now) : null,
    ...(proof === 'dns' && ({ checked_time: now, found: 'record' } as const)),
  } as const
  await updateDomain(db, row, change)
  if (row.state !== 'verified') await endOtherSessions(context)
  const isNews = row.state !== 'verified' || row.proof !== proof
  if (isNews) context.record(domainEvent('domain.verified', row, { verified_by: proof }))
  return { ...row, ...change }
}
