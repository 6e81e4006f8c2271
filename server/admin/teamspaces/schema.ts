import { Type } from 'typebox'
import type { TeamspaceMember } from '#server/domain/teamspaces/members.ts'
import type { Teamspace } from '#server/domain/teamspaces/teamspace.ts'
import { Name } from '#shared/validation/name.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Url, Uuid } from '#shared/validation/schemas.ts'

export const TeamspaceRole = OneOf(['owner', 'member'])
const Visibility = OneOf(['open', 'closed', 'private'])
const Invite = OneOf(['owners', 'members'])
const Level = Nullable(OneOf(['full_access', 'edit', 'comment', 'view']))

const Icon = Type.Union([
  StrictObject({ type: Type.Literal('emoji'), emoji: Type.String({ format: 'emoji' }) }),
  StrictObject({ type: Type.Literal('external'), external: StrictObject({ url: Url }) }),
])

const fields = {
  description: Type.Optional(Nullable(Type.String({ maxLength: 2000 }))),
  icon: Type.Optional(Nullable(Icon)),
  visibility: Type.Optional(Visibility),
  is_default: Type.Optional(Type.Boolean()),
  invite: Type.Optional(Invite),
  levels: Type.Optional(StrictObject({ members: Type.Optional(Level), workspace: Type.Optional(Level) })),
}

export const NewTeamspaceBody = StrictObject({
  name: Name,
  ...fields,
  owner_user_id: Type.Optional(Uuid),
})

export const TeamspaceBody = StrictObject({ name: Type.Optional(Name), ...fields })

/** What a body says of a teamspace, in the words of the domain. */
export const changeOf = <Body extends { is_default?: boolean }>({ is_default, ...rest }: Body) => ({
  ...rest,
  isDefault: is_default,
})

export const TeamspaceAnswer = named(
  'Teamspace',
  Type.Object({
    object: Type.Literal('teamspace'),
    id: Type.String(),
    name: Type.String(),
    description: Nullable(Type.String()),
    icon: Nullable(Icon),
    visibility: Visibility,
    is_default: Type.Boolean(),
    invite: Invite,
    levels: Type.Object({ owners: Type.Literal('full_access'), members: Level, workspace: Level }),
    role: Nullable(TeamspaceRole),
    archived: Type.Boolean(),
    archived_time: Nullable(Type.String()),
    created_time: Type.String(),
    created_by: Nullable(Type.Object({ object: Type.Literal('user'), id: Type.String() })),
    last_edited_time: Type.String(),
  }),
)

/** A teamspace. `role` is the caller's; `levels.workspace` counts while the teamspace is open. */
export const presentTeamspace = (teamspace: Teamspace) => ({
  object: 'teamspace',
  id: teamspace.id,
  name: teamspace.name,
  description: teamspace.description,
  icon: teamspace.icon,
  visibility: teamspace.visibility,
  is_default: teamspace.isDefault,
  invite: teamspace.settings.invite,
  levels: { owners: 'full_access', ...teamspace.settings.levels },
  role: teamspace.role,
  archived: teamspace.archivedTime !== null,
  archived_time: teamspace.archivedTime === null ? null : new Date(teamspace.archivedTime).toISOString(),
  created_time: new Date(teamspace.createdTime).toISOString(),
  created_by: teamspace.createdBy === null ? null : { object: 'user', id: teamspace.createdBy },
  last_edited_time: new Date(teamspace.updatedTime).toISOString(),
})

export const TeamspaceMemberAnswer = named(
  'TeamspaceMember',
  Type.Object({
    object: Type.Literal('teamspace_member'),
    teamspace_id: Type.String(),
    principal: Type.Union([
      Type.Object({ type: Type.Literal('user_id'), user_id: Type.String() }),
      Type.Object({ type: Type.Literal('group_id'), group_id: Type.String() }),
    ]),
    role: TeamspaceRole,
    created_time: Type.String(),
  }),
)

export const presentTeamspaceMember = ({ teamspaceId, kind, id, role, createdTime }: TeamspaceMember) => ({
  object: 'teamspace_member',
  teamspace_id: teamspaceId,
  principal: { type: `${kind}_id`, [`${kind}_id`]: id },
  role,
  created_time: new Date(createdTime).toISOString(),
})

export const MemberBody = Type.Union([
  StrictObject({ user_id: Uuid, role: Type.Optional(TeamspaceRole) }),
  StrictObject({ group_id: Uuid, role: Type.Optional(TeamspaceRole) }),
])
