import type { Kysely } from 'kysely'
import { addColumn, bigint, flag, index, optionalText, table, text } from './create.ts'

/** What directories asked and what changed, and where they and people are of two minds. */
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

  await addColumn(kysely, 'directory_people', 'said', 'text')
  await table(kysely, 'directory_conflicts', ['workspace_id', 'resource_id', 'field', 'user_id'], {
    workspace_id: text,
    id: text,
    resource_type: text,
    resource_id: text,
    field: text,
    user_id: text,
    directory: text,
    directory_value: text,
    value: text,
    changed_by: optionalText,
    changed_time: bigint,
  })
  await index(kysely, 'directory_conflicts', ['workspace_id', 'id'])
  await index(kysely, 'directory_conflicts', ['workspace_id', 'user_id'])
}
