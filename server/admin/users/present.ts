import type { Member } from '#server/domain/users/list.ts'

/** A user as administrators see them: that of the API, with role, state and groups. */
export function presentMember({ user, groups }: Member) {
  const head = {
    object: 'user',
    id: user.id,
    type: user.type,
    name: user.name,
    avatar_url: user.avatarUrl,
  }
  const tail = { state: user.state, created_time: new Date(user.createdTime).toISOString() }
  if (user.type === 'bot') return { ...head, bot: {}, ...tail }
  const person = user.email === null ? {} : { email: user.email }
  return {
    ...head,
    person,
    role: user.role,
    groups: groups.map(({ id, name }) => ({ object: 'group', id, name })),
    ...tail,
  }
}
