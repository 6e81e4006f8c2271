/** Server-sent events (HTML Living Standard, section 9.2): the log as it grows, for owners who look at it or at settings. */
import { type AuditPage, lastOfLog, readAuditLog } from '#server/domain/events/audit-log.ts'
import { presentAuditEvent } from '#server/domain/events/present-audit-event.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { adminRoute } from '../route.ts'
import { AuditEvent, FollowQuery } from './schema.ts'
import { soughtBy } from './sought.ts'

/** Milliseconds after which a stream says that it is still there, and looks whether its reader still may read. */
const HEARTBEAT = 15_000

/** Events that are read at once. */
const BATCH = 100

export const followAuditLogRoute = adminRoute({
  method: 'GET',
  url: '/audit_log/events',
  call: 'auditLog.follow',
  answer: AuditEvent,
  summary: 'What happens in the workspace as it happens, as server-sent events.',
  by: 'owners',
  reads: true,
  isExtension: true,
  query: FollowQuery,
  allow: () => null,
  handle: async ({ db, workspace }, { query }) => {
    const { start_cursor: cursor } = query
    const start = cursor
      ? unpackCursor<[number]>(cursor, ['number'])[0]
      : (await lastOfLog(db, workspace.id)) + 1
    return readAuditLog(db, workspace.id, soughtBy(query, 'ascending'), start, BATCH)
  },
  stream: {
    type: 'text/event-stream',
    only: true,
    headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    next: async (live, { query }, last: AuditPage) => {
      const began = performance.now()
      for (let before = last; ; ) {
        const left = Math.max(0, began + HEARTBEAT - performance.now())
        if (!before.hasMore && !(await live.wait(left))) return null
        const { context, allow } = await live.renew()
        await allow()
        const { db, workspace } = context
        before = await readAuditLog(db, workspace.id, soughtBy(query, 'ascending'), before.next, BATCH)
        if (before.events.length > 0 || performance.now() - began >= HEARTBEAT) return before
      }
    },
    print: ({ results, next_cursor }: { results: { sequence: number }[]; next_cursor: string }) => {
      const told = results.map((event) => {
        const after = packCursor([event.sequence + 1])
        return `id: ${after}\ndata: ${JSON.stringify(event)}\n\n`
      })
      // The last block tells only how far the stream has come: with nothing in it, it is the heartbeat.
      return `${told.join('')}: \nretry: 1000\nid: ${next_cursor}\n\n`
    },
  },
  present: ({ events, next }) => ({
    results: events.map(presentAuditEvent),
    next_cursor: packCursor([next!]),
  }),
})
