import type { Domain } from '#server/domain/domains/domain.ts'

const isoTime = (time: number) => new Date(time).toISOString()

/** A domain as the administration API and the command line tell of it. */
export const presentDomain = (domain: Domain) => ({
  object: 'domain',
  id: domain.id,
  domain: domain.domain,
  display_name: domain.displayName,
  status: domain.status,
  verified_by: domain.verifiedBy,
  failure_reason: domain.failureReason,
  record: { type: 'TXT', ...domain.record },
  code_expiration_time: domain.codeExpiresTime && isoTime(domain.codeExpiresTime),
  verified_time: domain.verifiedTime && isoTime(domain.verifiedTime),
  last_check: domain.lastCheck && { time: isoTime(domain.lastCheck.time), found: domain.lastCheck.found },
  created_time: isoTime(domain.createdTime),
  created_by: domain.createdBy && { object: 'user', id: domain.createdBy },
})
