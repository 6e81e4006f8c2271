import { Type } from 'typebox'
import { pagingFields } from '#server/http/paging.ts'
import { StrictObject, Text } from '#shared/validation/schemas.ts'

/** Longer than any id or address. */
const Name = Text(320)

/** Who is meant: one of these. */
const principalFields = {
  type: Type.Optional(Name),
  user_id: Type.Optional(Name),
  email: Type.Optional(Name),
  emailAddress: Type.Optional(Name),
  group_id: Type.Optional(Name),
  bot_id: Type.Optional(Name),
  connection_id: Type.Optional(Name),
  integration_id: Type.Optional(Name),
  teamspace_id: Type.Optional(Name),
  workspace: Type.Optional(Type.Literal(true)),
  public: Type.Optional(Type.Literal(true)),
}

/** What else stands in a principal is passed over: programs hand on what they were given. */
const PrincipalObject = Type.Object(principalFields)

const levelFields = {
  level: Type.Optional(Name),
  role: Type.Optional(Name),
}

const ExpirationTime = Type.Union([Type.String({ format: 'iso-date' }), Type.Null()])

const settingFields = {
  expiration_time: Type.Optional(ExpirationTime),
  link: Type.Optional(
    StrictObject({
      search_indexing: Type.Optional(Type.Boolean()),
      allow_duplicate: Type.Optional(Type.Boolean()),
    }),
  ),
}

const tellingFields = {
  notify: Type.Optional(Type.Boolean()),
  message: Type.Optional(Type.String({ maxLength: 2000 })),
}

const IfNotMember = Type.Union([Type.Literal('invite'), Type.Literal('error')])

const changeFields = {
  ...tellingFields,
  if_not_member: Type.Optional(IfNotMember),
  override: Type.Optional(Type.Boolean()),
  dry_run: Type.Optional(Type.Boolean()),
}

export const GrantBody = StrictObject({
  principal: Type.Optional(PrincipalObject),
  ...principalFields,
  ...levelFields,
  ...settingFields,
  ...changeFields,
})

const MOST_CHANGES = 100

const Item = Type.Object({
  principal: Type.Optional(PrincipalObject),
  ...principalFields,
  ...levelFields,
  ...settingFields,
})

const Items = Type.Optional(Type.Array(Item, { maxItems: MOST_CHANGES }))

export const BatchBody = StrictObject({
  set: Items,
  remove: Items,
  inherit: Type.Optional(Type.Boolean()),
  ...changeFields,
})

export const ChangeBody = StrictObject({
  ...levelFields,
  ...settingFields,
  override: Type.Optional(Type.Boolean()),
  dry_run: Type.Optional(Type.Boolean()),
})

export const UsersBody = StrictObject({
  add_users: Items,
  remove_users: Items,
  ...changeFields,
})

export const InviteBody = StrictObject({
  email: Type.Optional(Name),
  user_id: Type.Optional(Name),
  emails: Type.Optional(Type.Array(Name, { maxItems: MOST_CHANGES })),
  recipients: Items,
  role: Type.Optional(Name),
  level: Type.Optional(Name),
  roles: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 1 })),
  send_invitation: Type.Optional(Type.Boolean()),
  expiration_time: Type.Optional(ExpirationTime),
  ...changeFields,
})

export const ListQuery = StrictObject({ inherited: Type.Optional(Type.Boolean()), ...pagingFields })

export const RevokeQuery = StrictObject({
  override: Type.Optional(Type.Boolean()),
  dry_run: Type.Optional(Type.Boolean()),
})

const askedFields = {
  user_id: Type.Optional(Name),
  email: Type.Optional(Name),
  group_id: Type.Optional(Name),
  bot_id: Type.Optional(Name),
  connection_id: Type.Optional(Name),
}

export const CandidatesQuery = StrictObject({ query: Type.Optional(Text(320)) })

export const EffectiveQuery = StrictObject(askedFields)

export const ReachedQuery = StrictObject({ ...askedFields, ...pagingFields })
