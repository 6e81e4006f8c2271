import type { Feed } from '#server/store/tables/events.ts'
import type { Need } from '../access/capabilities.ts'

/** A kind of event: who is told of it, and how. */
export interface EventType {
  /** Who follows it: `GET /v1/changes`, `GET /v1/users/changes`, or the audit log alone. */
  feed: Feed
  /** What a connection must be capable of to be told. */
  needs: Need
  /** Several of one object within a short while are delivered as one. */
  isAggregated?: true
}

const content: EventType = { feed: 'content', needs: 'read_content' }
const aggregated: EventType = { ...content, isAggregated: true }
const comments: EventType = { feed: 'content', needs: 'read_comments' }
const people: EventType = { feed: 'people', needs: 'read_user_info' }
/** Of how the workspace is run: what owners read in the audit log, and nobody else. */
const governance: EventType = { feed: 'none', needs: 'administer' }

/**
 * Every kind of event. Content is named in Notion's words ("Webhooks: events & delivery"), as the newest version has
 * them; the others after them.
 */
export const eventTypes = {
  'page.created': aggregated,
  'page.deleted': aggregated,
  'page.undeleted': aggregated,
  'page.moved': aggregated,
  'page.content_updated': aggregated,
  'page.properties_updated': aggregated,
  'page.locked': content,
  'page.unlocked': content,
  'page.transcription_block.transcript_deleted': content,
  'page.permissions_updated': { feed: 'content', needs: 'read_permissions' },
  'database.created': aggregated,
  'database.deleted': aggregated,
  'database.undeleted': aggregated,
  'database.moved': aggregated,
  'database.content_updated': aggregated,
  'data_source.created': aggregated,
  'data_source.deleted': aggregated,
  'data_source.undeleted': aggregated,
  'data_source.moved': aggregated,
  'data_source.content_updated': aggregated,
  'data_source.schema_updated': aggregated,
  'comment.created': comments,
  'comment.updated': comments,
  'comment.deleted': comments,
  'discussion.resolved': comments,
  'discussion.reopened': comments,
  'file_upload.created': content,
  'file_upload.completed': content,
  'file_upload.expired': content,
  'file_upload.upload_failed': content,
  'view.created': content,
  'view.updated': content,
  'view.deleted': content,

  'user.added': people,
  'user.updated': people,
  'user.role_updated': people,
  'user.suspended': people,
  'user.reactivated': people,
  'user.removed': people,
  'guest.added': people,
  'guest.removed': people,
  'group.created': people,
  'group.updated': people,
  'group.deleted': people,
  'group.member_added': people,
  'group.member_removed': people,
  'invitation.created': people,
  'invitation.updated': people,
  'invitation.accepted': people,
  'invitation.cancelled': people,
  'connection.added': people,
  'connection.removed': people,

  'connection.created': governance,
  'connection.updated': governance,
  'connection.deleted': governance,
  'connection.authorization_granted': governance,
  'connection.authorization_revoked': governance,
  'connection.authorized_again': governance,
  'connection.code_reused': governance,
  'connection.refresh_token_reused': governance,
  'connection.secret_rotated': governance,
  'connection.secret_revealed': governance,
  'connection.previous_secrets_ended': governance,
  'connection.requested': governance,
  'connection.request_approved': governance,
  'connection.request_denied': governance,
  'connection.approved': governance,
  'connection.unapproved': governance,
  'token.created': governance,
  'token.revoked': governance,
  'token.used_from_new_address': governance,
  'domain.added': governance,
  'domain.verified': governance,
  'domain.failed': governance,
  'domain.removed': governance,
  'scim_token.created': governance,
  'scim_token.revoked': governance,
  'saml.metadata_updated': governance,
  'saml.metadata_removed': governance,
  'saml.metadata_refresh_failed': governance,
  'saml.settings_updated': governance,
  'saml.tested': governance,
  'saml.login_failed': governance,
  'teamspace.created': governance,
  'teamspace.updated': governance,
  'teamspace.archived': governance,
  'teamspace.restored': governance,
  'teamspace.member_added': governance,
  'teamspace.member_role_updated': governance,
  'teamspace.member_removed': governance,
  'webhook.created': governance,
  'webhook.verified': governance,
  'webhook.updated': governance,
  'webhook.paused': governance,
  'webhook.resumed': governance,
  'webhook.deleted': governance,
  'workspace.created': governance,
  'workspace.settings_updated': governance,
  'workspace.permissions_updated': governance,
  'workspace.audit_log_exported': governance,

  'user.login': governance,
  'user.login_failed': governance,
  'user.logout': governance,
  'user.password_set': governance,
  'user.password_changed': governance,
  'user.password_cleared': governance,
  'user.email_changed': governance,
  'user.identity_bound': governance,
  'user.identity_unbound': governance,
  'user.sessions_ended': governance,
  'user.totp_added': governance,
  'user.totp_removed': governance,
  'user.recovery_codes_regenerated': governance,
  'user.passkey_added': governance,
  'user.passkey_renamed': governance,
  'user.passkey_removed': governance,
  'user.second_factors_reset': governance,
  'page.viewed': governance,
} as const satisfies Readonly<Record<string, EventType>>

/** Told in feeds of a page, database or data source that the caller can see no more: nothing that happened for others. */
export const ACCESS_LOST = 'access_lost'

export type EventTypeName = keyof typeof eventTypes

export const typesOfFeed = (feed: Feed): EventTypeName[] =>
  (Object.keys(eventTypes) as EventTypeName[]).filter((type) => eventTypes[type].feed === feed)
