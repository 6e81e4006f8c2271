import { type Static, Type } from 'typebox'
import type { ConnectionDetails } from '#server/domain/connections/details.ts'
import { LONGEST_GRACE } from '#server/domain/connections/rotate.ts'
import { pagingFields } from '#server/http/paging.ts'
import { Nullable, OneOf, Refused, StrictObject, Uuid } from '#shared/validation/schemas.ts'

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '^(?=.*\\S)\\P{Cc}*$' })
const Words = (maxLength: number) => Type.Optional(Nullable(Type.String({ maxLength })))
const Address = Type.Optional(Nullable(Type.String({ format: 'secure-address' })))

/** As in a workspace file: what is named is granted. */
export const CapabilitiesBody = StrictObject({
  content: Type.Optional(Type.Array(OneOf(['read', 'update', 'insert']), { maxItems: 3 })),
  comments: Type.Optional(Type.Array(OneOf(['read', 'insert']), { maxItems: 2 })),
  user_info: Type.Optional(OneOf(['none', 'no_email', 'email'])),
  permissions: Type.Optional(OneOf(['none', 'read', 'write'])),
  administer: Type.Optional(Type.Boolean()),
})

const fields = {
  kind: Type.Optional(OneOf(['internal', 'public'])),
  description: Words(2000),
  developer_name: Words(200),
  logo_url: Address,
  website_url: Address,
  privacy_url: Address,
  terms_url: Address,
  template_url: Address,
  support_url: Type.Optional(Nullable(Type.String({ format: 'support-address' }))),
  capabilities: Type.Optional(CapabilitiesBody),
  redirect_uris: Type.Optional(Type.Array(Type.String({ format: 'redirect-uri' }), { maxItems: 100 })),
  distribution: Type.Optional(OneOf(['any_workspace', 'this_workspace'])),
  page_managers: Type.Optional(OneOf(['members', 'owners'])),
  /** Seconds that access tokens of a public connection work; null for ever. */
  access_token_seconds: Type.Optional(Nullable(Type.Integer({ minimum: 60, maximum: 31_536_000 }))),
  first_party: Type.Optional(
    Refused('not present (the operator of the server says in its workspace file what is first-party)'),
  ),
}

/** What `octavo.app.json` holds too. */
export const CreateConnectionBody = StrictObject({ name: Name, ...fields })
export const UpdateConnectionBody = StrictObject({ name: Type.Optional(Name), ...fields })

export type ConnectionBody = Static<typeof UpdateConnectionBody>

/** Of a body what is told of the connection; keys that it does not name are left out. */
export function detailsIn(body: ConnectionBody): Partial<ConnectionDetails> {
  const { kind: _, capabilities: __, redirect_uris: ___, first_party: ____, ...details } = body
  return details.name === undefined ? details : { ...details, name: details.name.trim() }
}

export const RotateBody = StrictObject({
  /** How long the secret before works on. */
  grace_seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: LONGEST_GRACE })),
})

export const PlaceBody = StrictObject({
  page_id: Type.Optional(Uuid),
  database_id: Type.Optional(Uuid),
  workspace: Type.Optional(Type.Literal(true)),
  level: Type.Optional(OneOf(['view', 'comment', 'edit_content', 'edit', 'full_access'])),
})

export const PlaceQuery = Type.Object({
  page_id: Type.Optional(Uuid),
  database_id: Type.Optional(Uuid),
  workspace: Type.Optional(Type.Boolean()),
})

export const ApproveBody = StrictObject({ connection_id: Uuid })

export const RequestBody = StrictObject({
  connection_id: Uuid,
  message: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
})

export const DecideBody = StrictObject({ state: OneOf(['approved', 'denied']) })

export const OfUserQuery = Type.Object({ ...pagingFields, user_id: Type.Optional(Uuid) })

export const OfStateQuery = Type.Object({
  ...pagingFields,
  state: Type.Optional(OneOf(['pending', 'approved', 'denied'])),
})

export const UnapproveQuery = Type.Object({ disconnect: Type.Optional(Type.Boolean()) })
