import { Type } from 'typebox'
import type { Member } from '#server/domain/users/list.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'
import { DirectoryConflict, ManagedBy, presentConflict, presentManager } from '../directory/present.ts'

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
      /** Where somebody set by hand what the directory manages; being in groups among it. */
      directory_conflicts: Type.Array(DirectoryConflict),
      groups: Type.Array(
        Type.Object({ object: Type.Literal('group'), id: Type.String(), name: Type.String() }),
      ),
    }),
    Type.Object({ ...shared, type: Type.Literal('bot'), bot: Type.Object({}) }),
  ]),
)

export function presentMember({ user, groups, directory, conflicts }: Member) {
  const head = { object: 'user', id: user.id, type: user.type, name: user.name, avatar_url: user.avatarUrl }
  const tail = { state: user.state, created_time: new Date(user.createdTime).toISOString() }
  if (user.type === 'bot') return { ...head, bot: {}, ...tail }
  return {
    ...head,
    person: user.email === null ? {} : { email: user.email },
    role: user.role,
    managed_by: presentManager(directory),
    directory_conflicts: conflicts.map(presentConflict),
    groups: groups.map(({ id, name }) => ({ object: 'group', id, name })),
    ...tail,
  }
}
