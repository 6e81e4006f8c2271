import { Type } from 'typebox'
import type { Member } from '#server/domain/users/list.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'

export const Role = OneOf(['owner', 'membership_admin', 'member', 'restricted_member', 'guest'])
export const State = OneOf(['active', 'suspended', 'removed'])

const shared = {
  object: Type.Literal('user'),
  id: Type.String(),
  name: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  state: State,
  created_time: Type.String(),
}

/** Which directory manages something, by the name of its SCIM tokens; null where people do. */
export const ManagedBy = Nullable(Type.Object({ type: Type.Literal('directory'), name: Type.String() }))

export const presentManager = (directory: string | null) =>
  directory && { type: 'directory', name: directory }

/** A user as administrators see them: that of the API, with role, state and groups. */
export const ManagedUser = named(
  'ManagedUser',
  Type.Union([
    Type.Object({
      ...shared,
      type: Type.Literal('person'),
      person: Type.Object({ email: Type.Optional(Type.String()) }),
      role: Nullable(Role),
      managed_by: ManagedBy,
      groups: Type.Array(
        Type.Object({ object: Type.Literal('group'), id: Type.String(), name: Type.String() }),
      ),
    }),
    Type.Object({ ...shared, type: Type.Literal('bot'), bot: Type.Object({}) }),
  ]),
)

export function presentMember({ user, groups, directory }: Member) {
  const head = { object: 'user', id: user.id, type: user.type, name: user.name, avatar_url: user.avatarUrl }
  const tail = { state: user.state, created_time: new Date(user.createdTime).toISOString() }
  if (user.type === 'bot') return { ...head, bot: {}, ...tail }
  return {
    ...head,
    person: user.email === null ? {} : { email: user.email },
    role: user.role,
    managed_by: presentManager(directory),
    groups: groups.map(({ id, name }) => ({ object: 'group', id, name })),
    ...tail,
  }
}
