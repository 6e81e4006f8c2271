import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { User } from '#server/domain/users/user.ts'

/** A person as the caller may see them: `{object, id}` without user information, and `person` empty without e-mail. */
export function presentPerson(user: User, { user_info }: Pick<Capabilities, 'user_info'>) {
  if (user_info === 'none') return { object: 'user', id: user.id }
  const head = { object: 'user', id: user.id, name: user.name, avatar_url: user.avatarUrl }
  const showsEmail = user.email !== null && user_info === 'email'
  return { ...head, type: 'person', person: showsEmail ? { email: user.email } : {} }
}
