import type { Kysely } from 'kysely'
import { addColumn, bigint, flag, index, optionalBigint, optionalText, table, text } from './create.ts'

/** What a workspace and its identity provider know of each other, and whom its sign-ins are. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await table(kysely, 'saml_settings', ['workspace_id'], {
    workspace_id: text,
    enabled: flag,
    enforced: flag,
    just_in_time: flag,
    allow_idp_initiated: flag,
    allow_sha1: flag,
    attribute_map: text,
    group_attribute: optionalText,
    group_map: optionalText,
    break_glass: text,
    metadata_url: optionalText,
    entity_id: optionalText,
    sso_url: optionalText,
    wants_signed_requests: flag,
    certificates: text,
    refreshed_time: optionalBigint,
    refresh_due_time: optionalBigint,
    refresh_error: optionalText,
    last_test: optionalText,
    updated_time: bigint,
  })
  await index(kysely, 'saml_settings', ['refresh_due_time'])

  await table(kysely, 'saml_identities', ['workspace_id', 'issuer', 'name_id'], {
    workspace_id: text,
    issuer: text,
    name_id: text,
    user_id: text,
    created_time: bigint,
    last_login_time: bigint,
  })
  await index(kysely, 'saml_identities', ['workspace_id', 'user_id'])

  await table(kysely, 'saml_memberships', ['workspace_id', 'user_id', 'group_id'], {
    workspace_id: text,
    user_id: text,
    group_id: text,
  })

  await table(kysely, 'saml_once', ['kind', 'hash'], {
    kind: text,
    hash: text,
    workspace_id: text,
    data: text,
    expires_time: bigint,
  })
  await index(kysely, 'saml_once', ['expires_time'])

  await addColumn(kysely, 'sessions', 'saml_workspace_id', 'text')
}
