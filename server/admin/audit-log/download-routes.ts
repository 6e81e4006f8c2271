/** The log as a file that a browser keeps, written as it is read: JSON lines, or CSV (RFC 4180). */
import { stringify } from 'csv-stringify/sync'
import type { Static } from 'typebox'
import type { Context } from '#server/domain/context.ts'
import { type AuditPage, readAuditLog } from '#server/domain/events/audit-log.ts'
import { presentAuditEvent } from '#server/domain/events/present-audit-event.ts'
import type { AnyRoute } from '#server/http/route.ts'
import { adminRoute } from '../route.ts'
import { AuditEvent, AuditFilters } from './schema.ts'
import { soughtBy } from './sought.ts'

/** Events that are read at once. */
const AT_ONCE = 500

type Shown = ReturnType<typeof presentAuditEvent>

interface Part extends AuditPage {
  isFirst: boolean
}

/** That somebody took the log with them. */
export function recordExport(
  { workspace, record }: Pick<Context, 'workspace' | 'record'>,
  filters: Static<typeof AuditFilters>,
): void {
  record({
    type: 'workspace.audit_log_exported',
    entity: { type: 'workspace', id: workspace.id },
    data: { filters },
  })
}

const download = (
  extension: 'csv' | 'ndjson',
  type: string,
  print: (shown: { results: Shown[]; isFirst: boolean }) => string,
): AnyRoute =>
  adminRoute({
    method: 'GET',
    url: `/audit_log.${extension}`,
    answer: AuditEvent,
    summary: `The log, or what of it the filters let through, as a file of ${extension === 'csv' ? 'CSV' : 'JSON lines'}, the newest first.`,
    by: 'owners',
    reads: true,
    isExtension: true,
    query: AuditFilters,
    allow: () => null,
    handle: async ({ db, workspace }, { query }): Promise<Part> => ({
      ...(await readAuditLog(db, workspace.id, soughtBy(query, 'descending'), null, AT_ONCE)),
      isFirst: true,
    }),
    stream: {
      type,
      only: true,
      headers: {
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="audit-log.${extension}"`,
      },
      record: (context, { query }) => recordExport(context, query),
      next: async (live, { query }, { next, hasMore }): Promise<Part | null> => {
        if (!hasMore) return null
        const { context, allow } = await live.renew()
        await allow()
        const { db, workspace } = context
        const page = await readAuditLog(db, workspace.id, soughtBy(query, 'descending'), next, AT_ONCE)
        return { ...page, isFirst: false }
      },
      print: print as (shown: never) => string,
    },
    present: ({ events, isFirst }) => ({ results: events.map(presentAuditEvent), isFirst }),
  })

const columns = [
  'timestamp',
  'type',
  'actor_type',
  'actor_id',
  'actor_name',
  'token_id',
  'target_type',
  'target_id',
  'origin',
  'ip_address',
  'user_agent',
  'data',
  'before',
  'after',
  'id',
  'sequence',
]

const toLine = ({ actor, target, data, before, after, ...rest }: Shown) => ({
  ...rest,
  actor_type: actor.type,
  actor_id: actor.id,
  actor_name: actor.name,
  token_id: actor.token_id,
  target_type: target.type,
  target_id: target.id,
  data: JSON.stringify(data),
  before: before && JSON.stringify(before),
  after: after && JSON.stringify(after),
})

export const auditDownloadRoutes = [
  download('csv', 'text/csv', ({ results, isFirst }) =>
    // A cell that a spreadsheet would compute has a ' before it.
    stringify(results.map(toLine), {
      columns,
      header: isFirst,
      record_delimiter: '\r\n',
      escape_formulas: true,
    }),
  ),
  download('ndjson', 'application/x-ndjson', ({ results }) =>
    results.map((event) => `${JSON.stringify(event)}\n`).join(''),
  ),
]
