import { Type } from 'typebox'
import type { Conflict } from '#server/domain/directory/conflicts.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf } from '#shared/validation/schemas.ts'

const Manager = Type.Object({ type: Type.Literal('directory'), name: Type.String() })

/** Which directory manages something, by the name of its SCIM tokens; null where people do. */
export const ManagedBy = Nullable(Manager)

export const presentManager = (directory: string | null) =>
  directory && { type: 'directory', name: directory }

const UserId = Type.Object({ object: Type.Literal('user'), id: Type.String() })

/** That somebody set by hand what a directory manages. It holds until the directory says something of it again. */
export const DirectoryConflict = named(
  'DirectoryConflict',
  Type.Object({
    object: Type.Literal('directory_conflict'),
    id: Type.String(),
    field: OneOf(['name', 'email', 'role', 'state', 'members']),
    /** Whom it is about; null for the name of a group. */
    user: Nullable(UserId),
    group: Nullable(Type.Object({ object: Type.Literal('group'), id: Type.String() })),
    managed_by: Manager,
    /** What the directory said last. Of `members`: whether the person is in the group. */
    directory_value: Type.Unknown(),
    /** What is so here. */
    value: Type.Unknown(),
    /** Null where no user did it. */
    changed_by: Nullable(UserId),
    changed_time: Type.String(),
  }),
)

const userId = (id: string | null) => id && { object: 'user', id }

export const presentConflict = (conflict: Conflict) => ({
  object: 'directory_conflict',
  id: conflict.id,
  field: conflict.field,
  user: userId(conflict.userId),
  group: conflict.groupId && { object: 'group', id: conflict.groupId },
  managed_by: presentManager(conflict.directory),
  directory_value: conflict.directoryValue,
  value: conflict.value,
  changed_by: userId(conflict.changedBy),
  changed_time: new Date(conflict.changedTime).toISOString(),
})
