import type { Store } from '#server/store/dialects/dialect.ts'
import { claimDomain, domainById, dueDomain, updateDomain } from '#server/store/domains.ts'
import type { DomainRow } from '#server/store/tables/workspaces.ts'
import { ownersOf } from '#server/store/users.ts'
import type { Context, Outside } from '../context.ts'
import { mailOf } from '../mail/paragraphs.ts'
import { queueMail } from '../mail/queue.ts'
import { domainEvent, recordName, recordValue } from './domain.ts'
import { letGo } from './let-go.ts'
import { CODE_LASTS, nextDay, nextHour, nextLook } from './times.ts'
import { type Found, lookForRecord, tryToVerify } from './verify.ts'

/** How many days in a row the record may be gone until the domain is lost, and after how many its owners are told. */
const LOST_AFTER = 5
const WARNED_AFTER = 2

/** How long a process may take to ask DNS before another one does, in milliseconds. */
const CLAIMED_FOR = 2 * 60_000

/** A domain that DNS was asked about, and what it said. */
export interface Looked {
  row: DomainRow
  found: Found
}

/** Asks DNS about the domain that is due for longest; null when none is, or another process was faster. */
export async function lookAtDue({
  store,
  surroundings,
  dns,
}: Pick<Outside, 'dns'> & {
  store: Pick<Store, 'reader' | 'transaction'>
  surroundings: { now(): number }
}): Promise<Looked | null> {
  const now = surroundings.now()
  const row = await dueDomain(store.reader, now)
  if (row === undefined || !(await store.transaction((db) => claimDomain(db, row, now + CLAIMED_FOR))))
    return null
  return { row, found: await lookForRecord({ dns }, row) }
}

/** Draws the consequences, unless the domain was changed meanwhile. */
export async function concludeLook(context: Context, { row: seen, found }: Looked): Promise<void> {
  const { db, workspace } = context
  const row = await domainById(db, workspace.id, seen.id)
  if (row === undefined || row.code !== seen.code || row.state !== seen.state) return
  if (found !== 'record')
    return row.state === 'verified' ? miss(context, row, found) : waitOn(context, row, found)
  if ((await tryToVerify(context, row, 'dns')) === null) await fail(context, row, found, 'taken')
}

async function waitOn(context: Context, row: DomainRow, found: Found): Promise<void> {
  const { db, now } = context
  if (row.code_expires_time <= now) return fail(context, row, found, 'expired')
  const due_time = nextLook(now, row.code_expires_time)
  await updateDomain(db, row, { checked_time: now, found, due_time })
}

/** That DNS is silent for a while says nothing about whose a domain is. */
async function miss(context: Context, row: DomainRow, found: Found): Promise<void> {
  const { db, now } = context
  const checked = { checked_time: now, found }
  if (found === 'no_answer') return updateDomain(db, row, { ...checked, due_time: nextHour(now) })
  const misses = row.misses + 1
  if (misses >= LOST_AFTER) return lose(context, row, found)
  await updateDomain(db, row, { ...checked, misses, due_time: nextDay(now) })
  if (misses === WARNED_AFTER) await warn(context, row)
}

/** Whoever puts the record back within a week has the domain again. */
async function lose(context: Context, row: DomainRow, found: Found): Promise<void> {
  await letGo(context, row)
  await fail(context, row, found, 'lost')
  const { name } = context.workspace
  await tellOwners(context, `${row.domain} is not verified any more`, [
    `The domain ${row.domain} is not one of the workspace “${name}” any more: its record was not in DNS for ${LOST_AFTER} days. What holds for people with an address there holds no longer.`,
    `If the domain is yours, put the record back within a week, and verify the domain again:\n${recordName(row)} TXT ${recordValue(row)}`,
  ])
}

const warn = (context: Context, row: DomainRow): Promise<void> =>
  tellOwners(context, `The record of ${row.domain} is missing`, [
    `The record in DNS that proves that ${row.domain} belongs to the workspace “${context.workspace.name}” was not found for ${WARNED_AFTER} days. If it stays away, the domain will not be verified any more in ${LOST_AFTER - WARNED_AFTER} days.`,
    `Put it back:\n${recordName(row)} TXT ${recordValue(row)}`,
  ])

async function fail(
  context: Context,
  row: DomainRow,
  found: Found,
  reason: NonNullable<DomainRow['reason']>,
): Promise<void> {
  const { db, now } = context
  await updateDomain(db, row, {
    state: 'failed',
    proof: null,
    reason,
    checked_time: now,
    found,
    misses: 0,
    due_time: null,
    ...(reason === 'lost' && { code_expires_time: now + CODE_LASTS }),
  })
  context.record(domainEvent('domain.failed', row, { reason }))
}

async function tellOwners(context: Context, subject: string, paragraphs: readonly string[]): Promise<void> {
  const owners = await ownersOf(context.db, context.workspace.id)
  const addresses = owners.flatMap(({ email }) => (email === null ? [] : [email]))
  for (const address of addresses) await queueMail(context, mailOf(address, subject, paragraphs))
}
