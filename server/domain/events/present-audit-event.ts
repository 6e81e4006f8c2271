import type { AuditEvent } from './audit-log.ts'

/** An event as the audit log tells it, by whatever way it is read. */
export const presentAuditEvent = (event: AuditEvent) => ({
  object: 'audit_event' as const,
  id: event.id,
  sequence: event.sequence,
  timestamp: new Date(event.timestamp).toISOString(),
  type: event.type,
  actor: { type: event.actor_type, id: event.actor_id, name: event.actorName, token_id: event.token_id },
  target: { type: event.entity_type, id: event.entity_id },
  data: JSON.parse(event.data) as Record<string, unknown>,
  before: parsed(event.before),
  after: parsed(event.after),
  ip_address: event.ip_address,
  user_agent: event.user_agent,
  origin: event.origin,
})

const parsed = (text: string | null): Record<string, unknown> | null =>
  text === null ? null : JSON.parse(text)
