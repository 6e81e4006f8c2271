import type { Kysely } from 'kysely'
import { bigint, flag, index, optionalText, table, text } from './create.ts'

/** What directories asked, and what changed. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await table(kysely, 'scim_requests', ['workspace_id', 'time', 'id'], {
    workspace_id: text,
    time: bigint,
    id: text,
    method: text,
    path: text,
    status: 'integer',
    token_id: text,
    directory: text,
    ip_address: optionalText,
    user_agent: optionalText,
    resource_id: optionalText,
    changes: optionalText,
    error: optionalText,
    error_type: optionalText,
    is_trial: flag,
    is_bulk: flag,
    count: 'integer',
  })
  await index(kysely, 'scim_requests', ['workspace_id', 'resource_id', 'time', 'id'], 'resource')
}
