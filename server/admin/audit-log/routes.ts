import type { Static } from 'typebox'
import { type AuditQuery, readAuditLog } from '#server/domain/events/audit-log.ts'
import { presentAuditEvent } from '#server/domain/events/present-audit-event.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { listOf, pageSize, presentList } from '#server/http/paging.ts'
import { spanOf } from '#shared/dates.ts'
import { adminRoute } from '../route.ts'
import { AuditEvent, AuditLogQuery } from './schema.ts'

/** Events that a text of all of them reads at once. */
const AT_ONCE = 500

export const auditLogRoutes = [
  adminRoute({
    method: 'GET',
    url: '/audit_log',
    call: 'auditLog.list',
    answer: listOf('audit_event', AuditEvent),
    summary:
      'What happened in the workspace, and who did it: the newest first, or from the oldest on for programs that follow.',
    by: 'owners',
    reads: true,
    query: AuditLogQuery,
    allow: () => null,
    handle: ({ db, workspace }, { query }) => {
      const start = query.start_cursor ? unpackCursor<[number]>(query.start_cursor, ['number'])[0] : null
      return readAuditLog(db, workspace.id, soughtBy(query), start, pageSize(query.page_size))
    },
    stream: {
      type: 'application/x-ndjson',
      headers: { 'cache-control': 'no-store' },
      record: ({ workspace, record }, { query }) => {
        const { start_cursor: _, page_size: __, ...filters } = query
        record({
          type: 'workspace.audit_log_exported',
          entity: { type: 'workspace', id: workspace.id },
          data: { filters },
        })
      },
      next: async (live, { query }, { next, hasMore }) => {
        if (!hasMore) return null
        const { context, allow } = await live.renew()
        await allow()
        return readAuditLog(context.db, context.workspace.id, soughtBy(query), next, AT_ONCE)
      },
      print: ({ results }: { results: readonly unknown[] }) =>
        results.map((event) => `${JSON.stringify(event)}\n`).join(''),
    },
    present: ({ events, next, hasMore }) => ({
      ...presentList('audit_event', events.map(presentAuditEvent), next === null ? null : packCursor([next])),
      has_more: hasMore,
    }),
  }),
]

/** A day that `until` names is looked through to its end. */
const soughtBy = ({
  actor_id,
  actor_type,
  type,
  object_id,
  since,
  until,
  direction = 'descending',
}: Static<typeof AuditLogQuery>): AuditQuery => ({
  actorId: actor_id,
  actorType: actor_type,
  entityId: object_id,
  types: type && [...new Set(type.flatMap((types) => types.split(',')))],
  since: since === undefined ? undefined : spanOf(since).start,
  until: until === undefined ? undefined : spanOf(until).end,
  direction,
})
