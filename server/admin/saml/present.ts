import type { Enforcement } from '#server/domain/saml/enforcement.ts'
import { describeCertificate } from '#server/domain/saml/metadata.ts'
import { refusals } from '#server/domain/saml/refusal.ts'
import {
  type IdentityProvider,
  isTested,
  type LastTest,
  type SamlSettings,
  serviceProviderOf,
} from '#server/domain/saml/settings.ts'

interface Told {
  settings: SamlSettings
  baseUrl: string
  domains: string[]
  warnings: string[]
}

export function presentSaml({ settings, baseUrl, domains, warnings }: Told) {
  const { workspaceId, attributeMap, groups, provider, lastTest } = settings
  const { entityId, acsUrl, loginUrl } = serviceProviderOf(baseUrl, workspaceId)
  return {
    object: 'saml',
    enabled: settings.enabled,
    enforced: settings.enforced,
    just_in_time: settings.justInTime,
    default_role: settings.defaultRole,
    allow_idp_initiated: settings.allowIdpInitiated,
    allow_sha1: settings.allowSha1,
    attribute_map: {
      email: attributeMap.email,
      name: attributeMap.name,
      first_name: attributeMap.firstName,
      last_name: attributeMap.lastName,
      photo: attributeMap.photo,
    },
    groups: groups && {
      attribute: groups.attribute,
      map: groups.map?.map(({ value, groupId }) => ({ value, group_id: groupId })) ?? null,
    },
    break_glass: settings.breakGlass,
    service_provider: {
      entity_id: entityId,
      acs_url: acsUrl,
      metadata_url: entityId,
      login_url: loginUrl,
    },
    domains,
    identity_provider: provider && presentProvider(provider),
    metadata: {
      url: settings.metadataUrl,
      refreshed_time: timeOrNull(settings.refreshedTime),
      next_refresh_time: timeOrNull(settings.refreshDueTime),
      error: settings.refreshError,
    },
    last_test: lastTest && presentTest(lastTest, isTested(settings)),
    warnings,
  }
}

const presentProvider = ({ entityId, ssoUrl, certificates }: IdentityProvider) => ({
  entity_id: entityId,
  sso_url: ssoUrl,
  certificates: certificates.map(describeCertificate).map(({ fingerprint, subject, validFrom, validTo }) => ({
    fingerprint_sha256: fingerprint,
    subject,
    valid_from: new Date(validFrom).toISOString(),
    valid_to: new Date(validTo).toISOString(),
  })),
})

const presentTest = (test: LastTest, isCurrent: boolean) => ({
  time: new Date(test.time).toISOString(),
  passed: test.passed,
  is_current: isCurrent,
  reason: test.reason,
  message: test.reason && refusals[test.reason],
  name_id: test.nameId,
  name_id_format: test.nameIdFormat,
  attributes: test.attributes.map(({ name, friendlyName, values }) => ({
    name,
    friendly_name: friendlyName,
    values,
  })),
  person: test.person && {
    email: test.person.email,
    name: test.person.name,
    avatar_url: test.person.avatarUrl,
    groups: test.person.groups,
  },
  warnings: test.warnings,
})

const timeOrNull = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString()

/** People that are told of by name. */
const MOST_TOLD = 100

export const presentEnforcement = ({ people, breakGlass, sessionCount }: Enforcement) => ({
  object: 'saml_enforcement',
  people_count: people.length,
  never_signed_in_count: people.filter(({ lastLoginTime }) => lastLoginTime === null).length,
  sessions_count: sessionCount,
  people: people.slice(0, MOST_TOLD).map(presentReached),
  break_glass: breakGlass.map(presentReached),
})

const presentReached = ({ id, name, email, lastLoginTime }: Enforcement['people'][number]) => ({
  object: 'user',
  id,
  name,
  email,
  last_login_time: timeOrNull(lastLoginTime),
})
