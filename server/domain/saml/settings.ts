import { createHash } from 'node:crypto'
import type { Db } from '#server/store/dialects/dialect.ts'
import { samlSettings } from '#server/store/saml.ts'
import type { SamlSettingsRow } from '#server/store/tables/saml.ts'
import type { Attribute } from './assertion.ts'
import type { RefusalReason } from './refusal.ts'

/** What attributes tell, by the names that the identity provider gives them; null for the usual names. */
export interface AttributeMap {
  email: string | null
  name: string | null
  firstName: string | null
  lastName: string | null
  photo: string | null
}

/** How values of an attribute become groups of the workspace. */
export interface GroupMapping {
  attribute: string
  /** Null: a value is the name of a group. */
  map: readonly { value: string; groupId: string }[] | null
}

/** How a test sign-in went. */
export interface LastTest {
  time: number
  passed: boolean
  reason: RefusalReason | null
  nameId: string | null
  nameIdFormat: string | null
  /** As they came. */
  attributes: Attribute[]
  /** Whom they would sign in. */
  person: { email: string; name: string | null; avatarUrl: string | null; groups: string[] } | null
  warnings: string[]
  /** Of the settings that were tested. */
  fingerprint: string
}

export interface SamlSettings {
  workspaceId: string
  enabled: boolean
  enforced: boolean
  justInTime: boolean
  /** As what somebody comes who signs in for the first time. */
  defaultRole: SamlSettingsRow['default_role']
  allowIdpInitiated: boolean
  allowSha1: boolean
  attributeMap: AttributeMap
  groups: GroupMapping | null
  /** Owners who may sign in by other ways, whatever is enforced. */
  breakGlass: readonly string[]
  metadataUrl: string | null
  /** What the metadata said; null until there is some. */
  provider: IdentityProvider | null
  refreshedTime: number | null
  refreshDueTime: number | null
  refreshError: string | null
  lastTest: LastTest | null
  updatedTime: number
}

export interface IdentityProvider {
  entityId: string
  ssoUrl: string
  wantsSignedRequests: boolean
  certificates: readonly string[]
}

/** Of a workspace that has set nothing up. */
export const noSettings = (workspaceId: string): SamlSettings => ({
  workspaceId,
  enabled: false,
  enforced: false,
  justInTime: false,
  defaultRole: 'member',
  allowIdpInitiated: false,
  allowSha1: false,
  attributeMap: { email: null, name: null, firstName: null, lastName: null, photo: null },
  groups: null,
  breakGlass: [],
  metadataUrl: null,
  provider: null,
  refreshedTime: null,
  refreshDueTime: null,
  refreshError: null,
  lastTest: null,
  updatedTime: 0,
})

/** The settings of a workspace; null when it has none. */
export async function readSaml(db: Db, workspaceId: string): Promise<SamlSettings | null> {
  const row = await samlSettings(db, workspaceId)
  return row === undefined ? null : toSaml(row)
}

export const toSaml = (row: SamlSettingsRow): SamlSettings => ({
  workspaceId: row.workspace_id,
  enabled: row.enabled === 1,
  enforced: row.enforced === 1,
  justInTime: row.just_in_time === 1,
  defaultRole: row.default_role,
  allowIdpInitiated: row.allow_idp_initiated === 1,
  allowSha1: row.allow_sha1 === 1,
  attributeMap: JSON.parse(row.attribute_map),
  groups:
    row.group_attribute === null
      ? null
      : { attribute: row.group_attribute, map: row.group_map && JSON.parse(row.group_map) },
  breakGlass: JSON.parse(row.break_glass),
  metadataUrl: row.metadata_url,
  provider:
    row.entity_id === null
      ? null
      : {
          entityId: row.entity_id,
          ssoUrl: row.sso_url!,
          wantsSignedRequests: row.wants_signed_requests === 1,
          certificates: JSON.parse(row.certificates),
        },
  refreshedTime: row.refreshed_time,
  refreshDueTime: row.refresh_due_time,
  refreshError: row.refresh_error,
  lastTest: row.last_test && JSON.parse(row.last_test),
  updatedTime: row.updated_time,
})

export const toSamlRow = (settings: SamlSettings): SamlSettingsRow => ({
  workspace_id: settings.workspaceId,
  enabled: Number(settings.enabled),
  enforced: Number(settings.enforced),
  just_in_time: Number(settings.justInTime),
  default_role: settings.defaultRole,
  allow_idp_initiated: Number(settings.allowIdpInitiated),
  allow_sha1: Number(settings.allowSha1),
  attribute_map: JSON.stringify(settings.attributeMap),
  group_attribute: settings.groups?.attribute ?? null,
  group_map: settings.groups?.map ? JSON.stringify(settings.groups.map) : null,
  break_glass: JSON.stringify(settings.breakGlass),
  metadata_url: settings.metadataUrl,
  ...providerColumns(settings.provider),
  refreshed_time: settings.refreshedTime,
  refresh_due_time: settings.refreshDueTime,
  refresh_error: settings.refreshError,
  last_test: settings.lastTest && JSON.stringify(settings.lastTest),
  updated_time: settings.updatedTime,
})

export const providerColumns = (provider: IdentityProvider | null) => ({
  entity_id: provider?.entityId ?? null,
  sso_url: provider?.ssoUrl ?? null,
  wants_signed_requests: Number(provider?.wantsSignedRequests ?? false),
  certificates: JSON.stringify(provider?.certificates ?? []),
})

/** What the workspace is called as a service provider, and where it is reached. */
export interface ServiceProvider {
  entityId: string
  acsUrl: string
  loginUrl: string
}

export function serviceProviderOf(baseUrl: string, workspaceId: string): ServiceProvider {
  const at = `${baseUrl}/saml/${workspaceId}`
  return { entityId: `${at}/metadata`, acsUrl: `${at}/acs`, loginUrl: `${at}/login` }
}

/**
 * Of all that decides who is signed in: settings with another one have to be tested again. Not of the certificates,
 * for the next one is given while people go on signing in.
 */
export const fingerprintOf = ({ provider, attributeMap, allowSha1, metadataUrl }: SamlSettings): string =>
  createHash('sha256')
    .update(JSON.stringify([provider?.entityId, provider?.ssoUrl, attributeMap, allowSha1, metadataUrl]))
    .digest('base64url')

/** Whether a test sign-in went well with the settings as they are. */
export const isTested = (settings: SamlSettings): boolean =>
  settings.lastTest?.passed === true && settings.lastTest.fingerprint === fingerprintOf(settings)
