import { readAuditLog } from '#server/domain/events/audit-log.ts'
import { presentAuditEvent } from '#server/domain/events/present-audit-event.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { listOf, pageSize, presentList } from '#server/http/paging.ts'
import { adminRoute } from '../route.ts'
import { auditDownloadRoutes, recordExport } from './download-routes.ts'
import { followAuditLogRoute } from './follow-route.ts'
import { AuditEvent, AuditLogQuery } from './schema.ts'
import { soughtBy } from './sought.ts'

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
      return readAuditLog(
        db,
        workspace.id,
        soughtBy(query, query.direction ?? 'descending'),
        start,
        pageSize(query.page_size),
      )
    },
    stream: {
      type: 'application/x-ndjson',
      headers: { 'cache-control': 'no-store' },
      record: (context, { query }) => {
        const { start_cursor: _, page_size: __, ...filters } = query
        recordExport(context, filters)
      },
      next: async (live, { query }, { next, hasMore }) => {
        if (!hasMore) return null
        const { context, allow } = await live.renew()
        await allow()
        const { db, workspace } = context
        const sought = soughtBy(query, query.direction ?? 'descending')
        return readAuditLog(db, workspace.id, sought, next, AT_ONCE)
      },
      print: ({ results }: { results: readonly unknown[] }) =>
        results.map((event) => `${JSON.stringify(event)}\n`).join(''),
    },
    present: ({ events, next, hasMore }) => ({
      ...presentList('audit_event', events.map(presentAuditEvent), next === null ? null : packCursor([next])),
      has_more: hasMore,
    }),
  }),
  followAuditLogRoute,
  ...auditDownloadRoutes,
]
