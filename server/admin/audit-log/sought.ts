import type { Static } from 'typebox'
import type { AuditQuery } from '#server/domain/events/audit-log.ts'
import { spanOf } from '#shared/dates.ts'
import type { AuditFilters } from './schema.ts'

/** What filters look for. A day that `until` names is looked through to its end. */
export const soughtBy = (
  filters: Static<typeof AuditFilters>,
  direction: AuditQuery['direction'],
): AuditQuery => ({
  actorId: filters.actor_id,
  actorType: filters.actor_type,
  entityId: filters.object_id,
  tokenId: filters.token_id,
  ipAddress: filters.ip_address,
  types: filters.type && [...new Set(filters.type.flatMap((types) => types.split(',')))],
  since: filters.since === undefined ? undefined : spanOf(filters.since).start,
  until: filters.until === undefined ? undefined : spanOf(filters.until).end,
  direction,
})
