import { type Static, Type } from 'typebox'
import { LONGEST_METADATA } from '#server/domain/saml/metadata.ts'
import type { SamlChange } from '#server/domain/saml/set-up.ts'
import { toUuid } from '#shared/ids.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Text, Url, Uuid } from '#shared/validation/schemas.ts'

const DefaultRole = OneOf(['member', 'restricted_member'])

const AttributeName = Nullable(Text(500))

const attributeMap = {
  email: AttributeName,
  name: AttributeName,
  first_name: AttributeName,
  last_name: AttributeName,
  photo: AttributeName,
}

const GroupMapping = StrictObject({
  attribute: Text(500),
  map: Nullable(Type.Array(StrictObject({ value: Text(500), group_id: Uuid }), { maxItems: 500 })),
})

export const SamlBody = StrictObject({
  metadata_xml: Type.Optional(Text(LONGEST_METADATA)),
  metadata_url: Type.Optional(Url),
  enabled: Type.Optional(Type.Boolean()),
  enforced: Type.Optional(Type.Boolean()),
  just_in_time: Type.Optional(Type.Boolean()),
  default_role: Type.Optional(DefaultRole),
  allow_idp_initiated: Type.Optional(Type.Boolean()),
  allow_sha1: Type.Optional(Type.Boolean()),
  attribute_map: Type.Optional(
    StrictObject({
      email: Type.Optional(AttributeName),
      name: Type.Optional(AttributeName),
      first_name: Type.Optional(AttributeName),
      last_name: Type.Optional(AttributeName),
      photo: Type.Optional(AttributeName),
    }),
  ),
  groups: Type.Optional(Nullable(GroupMapping)),
  break_glass: Type.Optional(Type.Array(Uuid, { maxItems: 50 })),
})

/** A body as the domain takes it. */
export const toChange = (body: Static<typeof SamlBody>): SamlChange => {
  const { first_name: firstName, last_name: lastName, ...others } = body.attribute_map ?? {}
  const map = { ...others, firstName, lastName }
  return {
    metadataXml: body.metadata_xml,
    metadataUrl: body.metadata_url,
    enabled: body.enabled,
    enforced: body.enforced,
    justInTime: body.just_in_time,
    defaultRole: body.default_role,
    allowIdpInitiated: body.allow_idp_initiated,
    allowSha1: body.allow_sha1,
    attributeMap: Object.fromEntries(Object.entries(map).filter(([, name]) => name !== undefined)),
    groups: body.groups && {
      attribute: body.groups.attribute,
      map: body.groups.map?.map(({ value, group_id }) => ({ value, groupId: toUuid(group_id) })) ?? null,
    },
    breakGlass: body.break_glass?.map(toUuid),
  }
}

const Time = Nullable(Type.String())

const Certificate = Type.Object({
  fingerprint_sha256: Type.String(),
  subject: Type.String(),
  valid_from: Type.String(),
  valid_to: Type.String(),
})

const LastTest = Type.Object({
  time: Type.String(),
  passed: Type.Boolean(),
  is_current: Type.Boolean(),
  reason: Nullable(Type.String()),
  /** The reason in a sentence. */
  message: Nullable(Type.String()),
  name_id: Nullable(Type.String()),
  name_id_format: Nullable(Type.String()),
  attributes: Type.Array(
    Type.Object({
      name: Type.String(),
      friendly_name: Nullable(Type.String()),
      values: Type.Array(Type.String()),
    }),
  ),
  person: Nullable(
    Type.Object({
      email: Type.String(),
      name: Nullable(Type.String()),
      avatar_url: Nullable(Type.String()),
      groups: Type.Array(Type.String()),
    }),
  ),
  warnings: Type.Array(Type.String()),
})

export const Saml = named(
  'Saml',
  Type.Object({
    object: Type.Literal('saml'),
    enabled: Type.Boolean(),
    enforced: Type.Boolean(),
    just_in_time: Type.Boolean(),
    /** As what somebody comes who signs in for the first time. */
    default_role: DefaultRole,
    allow_idp_initiated: Type.Boolean(),
    allow_sha1: Type.Boolean(),
    attribute_map: Type.Object(attributeMap),
    groups: Nullable(GroupMapping),
    break_glass: Type.Array(Type.String()),
    service_provider: Type.Object({
      entity_id: Type.String(),
      acs_url: Type.String(),
      metadata_url: Type.String(),
      login_url: Type.String(),
    }),
    domains: Type.Array(Type.String()),
    identity_provider: Nullable(
      Type.Object({
        entity_id: Type.String(),
        sso_url: Type.String(),
        certificates: Type.Array(Certificate),
      }),
    ),
    metadata: Type.Object({
      url: Nullable(Type.String()),
      refreshed_time: Time,
      next_refresh_time: Time,
      error: Nullable(Type.String()),
    }),
    last_test: Nullable(LastTest),
    warnings: Type.Array(Type.String()),
  }),
)

export const SamlTest = named(
  'SamlTest',
  Type.Object({
    object: Type.Literal('saml_test'),
    login_url: Type.String(),
    expiration_time: Type.String(),
  }),
)

const Reached = Type.Object({
  object: Type.Literal('user'),
  id: Type.String(),
  name: Nullable(Type.String()),
  email: Nullable(Type.String()),
  /** When they last signed in with the company; null if they never did. */
  last_login_time: Nullable(Type.String()),
})

export const SamlEnforcement = named(
  'SamlEnforcement',
  Type.Object({
    object: Type.Literal('saml_enforcement'),
    /** Everybody whom it lets in by the identity provider alone. */
    people_count: Type.Integer(),
    never_signed_in_count: Type.Integer(),
    /** Where people are signed in otherwise, and would not be any more. */
    sessions_count: Type.Integer(),
    /** A hundred at most, those who never signed in with the company first. */
    people: Type.Array(Reached),
    break_glass: Type.Array(Reached),
  }),
)
