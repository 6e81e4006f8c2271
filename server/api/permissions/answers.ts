/** What is answered about permissions, as `/openapi.json` describes it. */
import { type TProperties, Type } from 'typebox'
import { listOf } from '#server/http/paging.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { OneOf } from '#shared/validation/schemas.ts'

const Id = Type.String()
const Time = Type.String()
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

const PartialUser = Type.Object({ object: Type.Literal('user'), id: Id })

const levelNames = ['full_access', 'edit', 'edit_content', 'comment', 'view'] as const

const byId = <T extends string>(type: T) =>
  Type.Object({ type: Type.Literal(type), [type]: Id } as { type: TProperties[string] } & Record<
    T,
    typeof Id
  >)

const Everybody = [
  Type.Object({ type: Type.Literal('workspace'), workspace: Type.Literal(true) }),
  Type.Object({ type: Type.Literal('public'), public: Type.Literal(true) }),
]

export const Principal = named(
  'Principal',
  Type.Union([
    byId('user_id'),
    byId('bot_id'),
    byId('group_id'),
    Type.Object({
      type: Type.Literal('teamspace_id'),
      teamspace_id: Id,
      teamspace_role: Type.Optional(Type.Literal('owner')),
    }),
    Type.Object({ type: Type.Literal('email'), email: orNull(Type.String()) }),
    ...Everybody,
  ]),
)

const InheritedFrom = Type.Union([byId('page_id'), byId('database_id'), byId('teamspace_id'), Everybody[0]!])

const place = { page_id: Type.Optional(Id), database_id: Type.Optional(Id) }

/** With `dry_run`: for whom a change makes what difference, here and not below. Names stand for at most a hundred. */
export const Effects = Type.Object({
  count: Type.Integer(),
  losing: Type.Integer(),
  first: Type.Array(
    Type.Object({
      principal: Type.Union([byId('user_id'), byId('bot_id')]),
      name: orNull(Type.String()),
      before: orNull(OneOf(levelNames)),
      after: orNull(OneOf(levelNames)),
    }),
  ),
})

const trial = { dry_run: Type.Optional(Type.Literal(true)), effects: Type.Optional(Effects) }

export const Permission = named(
  'Permission',
  Type.Object({
    object: Type.Literal('permission'),
    id: Id,
    ...place,
    principal: Principal,
    /** What the principal is called. */
    name: orNull(Type.String()),
    avatar_url: orNull(Type.String()),
    level: OneOf(levelNames),
    role: Type.String(),
    inherited: Type.Boolean(),
    inherited_from: orNull(InheritedFrom),
    status: OneOf(['active', 'pending', 'expired']),
    invitation: orNull(
      Type.Object({
        id: Id,
        email: orNull(Type.String()),
        expires_time: Time,
        url: Type.Optional(Type.String()),
      }),
    ),
    link: orNull(
      Type.Object({
        url: Type.String(),
        search_indexing: Type.Boolean(),
        allow_duplicate: Type.Boolean(),
      }),
    ),
    expiration_time: orNull(Time),
    created_time: Time,
    created_by: orNull(PartialUser),
    last_edited_time: Time,
    last_edited_by: orNull(PartialUser),
    ...trial,
    deleted: Type.Optional(Type.Literal(true)),
  }),
)

export const PermissionList = listOf('permission', Permission)

/** With whether what is granted above counts here. */
export const PermissionsHere = Type.Object({ ...PermissionList.properties, inherits: Type.Boolean() })

export const ChangedPermissions = Type.Object({
  ...PermissionList.properties,
  ...trial,
})

export const PermissionCandidates = listOf(
  'permission_candidate',
  named(
    'PermissionCandidate',
    Type.Object({
      object: Type.Literal('permission_candidate'),
      principal: Type.Union([byId('user_id'), byId('group_id')]),
      name: orNull(Type.String()),
      email: orNull(Type.String()),
      avatar_url: orNull(Type.String()),
    }),
  ),
)

export const EffectivePermission = named(
  'EffectivePermission',
  Type.Object({
    object: Type.Literal('effective_permission'),
    ...place,
    principal: Principal,
    level: orNull(OneOf(levelNames)),
    role: orNull(Type.String()),
    via: Type.Array(Permission),
  }),
)

export const Invitation = named(
  'Invitation',
  Type.Object({
    object: Type.Literal('invitation'),
    id: Id,
    email: orNull(Type.String()),
    role: OneOf(['owner', 'membership_admin', 'member', 'restricted_member', 'guest']),
    status: OneOf(['pending', 'expired', 'accepted', 'cancelled']),
    message: orNull(Type.String()),
    url: orNull(Type.String()),
    user_id: orNull(Id),
    created_time: Time,
    created_by: orNull(PartialUser),
    expires_time: Time,
  }),
)
