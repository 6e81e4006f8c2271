import { domainToUnicode } from 'node:url'
import { domainById } from '#server/store/domains.ts'
import type { DomainRow } from '#server/store/tables/workspaces.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { NewEvent } from '../events/record.ts'
import { LABEL } from './plain-domain.ts'

/** An e-mail domain that a workspace says is its own. */
export interface Domain {
  id: string
  /** As DNS has it: in ASCII and lower case. */
  domain: string
  /** The same as people read it. */
  displayName: string
  status: DomainRow['state']
  /** By the word of whoever runs the server: `trust`. */
  verifiedBy: DomainRow['proof']
  failureReason: DomainRow['reason']
  /** The TXT record that proves it. */
  record: { name: string; value: string }
  /** Until when a record that is found verifies it; null of one that is verified. */
  codeExpiresTime: number | null
  verifiedTime: number | null
  /** What DNS said last; null when it was not asked yet. */
  lastCheck: { time: number; found: NonNullable<DomainRow['found']> } | null
  createdTime: number
  createdBy: string | null
}

export const toDomain = (row: DomainRow): Domain => ({
  id: row.id,
  domain: row.domain,
  displayName: domainToUnicode(row.domain),
  status: row.state,
  verifiedBy: row.proof,
  failureReason: row.reason,
  record: { name: recordName(row), value: recordValue(row) },
  codeExpiresTime: row.state === 'verified' ? null : row.code_expires_time,
  verifiedTime: row.verified_time,
  lastCheck: row.checked_time === null ? null : { time: row.checked_time, found: row.found! },
  createdTime: row.created_time,
  createdBy: row.created_by,
})

/** Where the record stands. */
export const recordName = ({ domain }: Pick<DomainRow, 'domain'>): string => `${LABEL}.${domain}`

/** What it says. */
export const recordValue = ({ code }: Pick<DomainRow, 'code'>): string => `octavo-domain-verification=${code}`

/** A domain of the workspace, whatever its state. */
export async function domainFor({ db, workspace }: Context, asked: string): Promise<DomainRow> {
  const id = toUuid(asked)
  const row = await domainById(db, workspace.id, id)
  if (row === undefined) throw new Problem('absent', `Could not find domain with ID: ${id}.`)
  return row
}

export const domainEvent = (
  type: Extract<NewEvent['type'], `domain.${string}`>,
  { id, domain }: Pick<DomainRow, 'id' | 'domain'>,
  more: Record<string, unknown> = {},
): NewEvent => ({ type, entity: { type: 'domain', id }, data: { domain, ...more } })
