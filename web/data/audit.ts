/** The audit log: what happened in the workspace, and who did it. For owners. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditEvent } from '#client/generated.ts'
import { adminBase, type Here } from './admin.ts'
import { get, type Listed } from './api.ts'

export type { AuditEvent }

/** What is looked for; the address of the screen says it too, so that it can be linked to. */
export interface AuditFilter {
  actor_id?: string
  actor_type?: AuditEvent['actor']['type']
  type?: string
  object_id?: string
  token_id?: string
  ip_address?: string
  since?: string
  until?: string
}

const filterNames = [
  'actor_id',
  'actor_type',
  'type',
  'object_id',
  'token_id',
  'ip_address',
  'since',
  'until',
] as const satisfies (keyof AuditFilter)[]

/** Of an address's search what is a filter. */
export const filterIn = (search: Record<string, unknown>): AuditFilter =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = search[name]
      return value === undefined || value === '' ? [] : [[name, String(value)]]
    }),
  )

export const auditQuery = (here: Here, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'audit', filter],
    initialPageParam: '',
    // The log grows: what is looked for again is asked for again, from its first page.
    gcTime: 0,
    queryFn: ({ pageParam }) =>
      get<Listed<AuditEvent>>(
        `${adminBase(here)}/audit_log?${new URLSearchParams({
          ...(filter as Record<string, string>),
          page_size: '50',
          ...(pageParam && { start_cursor: pageParam }),
        })}`,
      ),
    getNextPageParam: ({ next_cursor, has_more }) => (has_more ? next_cursor : null),
  })

/** Where the server writes all that fits into a file. */
export const auditFile = (here: Here, filter: AuditFilter, format: 'csv' | 'ndjson'): string =>
  `${adminBase(here)}/audit_log.${format}?${new URLSearchParams(filter as Record<string, string>)}`
