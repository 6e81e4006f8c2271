/** What the administration of connections answers, for the description of the API. */
import { Type } from 'typebox'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'

const text = Type.String()
const optionalText = Nullable(Type.String())

export const NamedUser = named(
  'NamedUser',
  Type.Object({ object: Type.Literal('user'), id: text, name: optionalText }),
)

export const Capabilities = named(
  'ConnectionCapabilities',
  Type.Object({
    content: Type.Array(OneOf(['read', 'update', 'insert'])),
    comments: Type.Array(OneOf(['read', 'insert'])),
    user_info: OneOf(['none', 'no_email', 'email']),
    permissions: OneOf(['none', 'read', 'write']),
    administer: Type.Boolean(),
  }),
)

const introduction = {
  object: Type.Literal('connection'),
  id: text,
  name: text,
  kind: OneOf(['internal', 'public']),
  description: optionalText,
  logo_url: optionalText,
  developer_name: optionalText,
  website_url: optionalText,
  support_url: optionalText,
  privacy_url: optionalText,
  terms_url: optionalText,
  first_party: Type.Boolean(),
  capabilities: Capabilities,
}

const connectionFields = {
  ...introduction,
  template_url: optionalText,
  bot_id: optionalText,
  client_id: optionalText,
  redirect_uris: Type.Array(text),
  distribution: OneOf(['any_workspace', 'this_workspace']),
  page_managers: OneOf(['members', 'owners']),
  access_token_seconds: Nullable(Type.Integer()),
  home_workspace_id: text,
  is_self_registered: Type.Boolean(),
  created_time: text,
  created_by: Nullable(NamedUser),
  last_edited_time: text,
  installed: Type.Boolean(),
  added_by: Nullable(NamedUser),
  added_time: optionalText,
}

export const Connection = named('Connection', Type.Object(connectionFields))

/** With what is shown once. */
export const MadeConnection = named(
  'MadeConnection',
  Type.Object({
    ...connectionFields,
    token: Type.Optional(text),
    client_secret: Type.Optional(text),
  }),
)

export const DeletedConnection = Type.Object({
  object: Type.Literal('connection'),
  id: text,
  deleted: Type.Literal(true),
})

export const Disconnected = Type.Object({
  object: Type.Literal('connection'),
  id: text,
  disconnected: Type.Array(text),
})

export const ConnectionSecret = named(
  'ConnectionSecret',
  Type.Object({
    object: Type.Literal('connection_secret'),
    connection_id: text,
    token: Type.Optional(text),
    token_created_time: Type.Optional(text),
    token_last_used_time: Type.Optional(optionalText),
    previous_tokens: Type.Array(
      Type.Object({ hint: text, expires_time: optionalText, last_used_time: optionalText }),
    ),
    client_id: Type.Optional(text),
    client_secret: Type.Optional(text),
    client_last_used_time: Type.Optional(optionalText),
    previous_client_secret_expires_time: Type.Optional(optionalText),
  }),
)

export const ConnectionUser = named(
  'ConnectionUser',
  Type.Object({
    object: Type.Literal('user'),
    id: text,
    name: optionalText,
    avatar_url: optionalText,
    type: OneOf(['person', 'bot']),
    person: Type.Optional(Type.Object({ email: optionalText })),
    bot: Type.Optional(Type.Object({})),
    bot_id: text,
    capabilities: Capabilities,
    added_time: text,
    authorized_time: text,
    last_used_time: optionalText,
  }),
)

const Level = OneOf(['view', 'comment', 'edit_content', 'edit', 'full_access'])

export const ReachedNode = named(
  'ReachedNode',
  Type.Object({
    object: OneOf(['page', 'database']),
    id: text,
    title: text,
    level: Level,
    parent: Nullable(
      Type.Union([
        Type.Object({ type: Type.Literal('page_id'), page_id: text }),
        Type.Object({ type: Type.Literal('database_id'), database_id: text }),
      ]),
    ),
    inherited: Type.Boolean(),
  }),
)

export const GrantedPlace = Type.Object({
  object: Type.Literal('connection'),
  id: text,
  page_id: Type.Optional(text),
  database_id: Type.Optional(text),
  workspace: Type.Optional(Type.Literal(true)),
  level: Level,
})

export const LeftPlace = Type.Object({
  object: Type.Literal('connection'),
  id: text,
  outcome: OneOf(['removed', 'inheritance_broken', 'had_none']),
})

export const Offer = named(
  'OfferedConnection',
  Type.Object({
    ...introduction,
    may: Type.Array(text),
    status: OneOf([
      'installed',
      'approved',
      'available',
      'to_be_requested',
      'requested',
      'refused_by_policy',
    ]),
    request: Nullable(
      Type.Object(
        { state: OneOf(['pending', 'approved', 'denied']), created_time: text, decided_time: Nullable(text) },
        { description: 'What the caller asked owners for last.' },
      ),
    ),
    bot_id: Type.Union([text, Type.Null()], {
      description: 'What acts for the caller alone, once they authorised it.',
    }),
  }),
)

export const ApprovedConnection = named(
  'ApprovedConnection',
  Type.Object({
    object: Type.Literal('approved_connection'),
    connection_id: text,
    connection: Connection,
    approved_time: text,
    approved_by: Nullable(NamedUser),
    users: Type.Array(NamedUser),
  }),
)

export const UnapprovedConnection = Type.Object({
  object: Type.Literal('approved_connection'),
  connection_id: text,
  deleted: Type.Literal(true),
  disconnected: Type.Boolean(),
})

export const ConnectionRequest = named(
  'ConnectionRequest',
  Type.Object({
    object: Type.Literal('connection_request'),
    id: text,
    connection_id: text,
    connection: Type.Object(introduction),
    user: NamedUser,
    message: optionalText,
    state: OneOf(['pending', 'approved', 'denied']),
    created_time: text,
    decided_time: optionalText,
    decided_by: Nullable(NamedUser),
  }),
)
