import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { Context } from '#server/domain/context.ts'
import type { Lock } from '#server/domain/directory/locked.ts'
import { mostFileBytes } from '#server/domain/files/upload.ts'
import type { Member } from '#server/domain/users/list.ts'
import type { Self } from '#server/domain/users/read.ts'
import type { User } from '#server/domain/users/user.ts'
import { presentPerson } from '#server/http/present-person.ts'

/**
 * A user as the caller may see it (API reference, "User"): `{object, id}` without user information, and
 * `person` empty without e-mail. Only the caller's own bot shows what it belongs to.
 */
export function presentUser(user: User, capabilities: Capabilities, own: Self | null = null) {
  if (user.type === 'person') return presentPerson(user, capabilities)
  if (capabilities.user_info === 'none' && own === null) return { object: 'user', id: user.id }
  const head = { object: 'user', id: user.id, name: user.name, avatar_url: user.avatarUrl }
  return { ...head, type: 'bot', bot: own ? presentBot(own, capabilities) : {} }
}

const presentBot = ({ owner, workspace }: Self, capabilities: Capabilities) => ({
  owner: owner
    ? { type: 'user', user: presentPerson(owner, capabilities) }
    : { type: 'workspace', workspace: true },
  workspace_name: workspace.name,
  workspace_id: workspace.id,
  workspace_limits: { max_file_upload_size_in_bytes: mostFileBytes(workspace) },
})

/**
 * What a list or one user shows: beside the e-mail of a person, for whoever keeps a directory, what they are in the
 * workspace. It is an addition of Octavo, and of the same capability.
 */
export function presentMember(
  { user, groups }: Member,
  { actor, workspace }: Pick<Context, 'actor' | 'workspace'>,
  own: Self | null,
) {
  const shown = presentUser(user, actor.capabilities, own)
  const isAdded = actor.capabilities.user_info === 'email' && workspace.settings.emulate.extensions
  if (user.type === 'bot' || !isAdded) return shown
  const octavo = {
    role: user.role,
    status: user.state,
    groups: groups.map(({ id, name }) => ({ object: 'group', id, name })),
  }
  return { ...shown, person: { ...(user.email === null ? {} : { email: user.email }), octavo } }
}

/**
 * The caller itself. A bot is told what it may do, and a person what of them somebody else manages, so that neither
 * need find out by being refused.
 */
export function presentSelf(
  self: Self,
  lock: Lock | null,
  { actor, workspace }: Pick<Context, 'actor' | 'workspace'>,
) {
  const shown = presentUser(self.user, actor.capabilities, self)
  if (!workspace.settings.emulate.extensions) return shown
  const { type, email } = self.user
  if (type === 'person') {
    return { ...shown, person: { ...(email === null ? {} : { email }), octavo: presentLock(lock) } }
  }
  if (!('bot' in shown)) return shown
  return { ...shown, bot: { ...shown.bot, capabilities: actor.capabilities } }
}

const presentLock = (lock: Lock | null) => ({ locked: lock?.fields ?? [], managed_by: lock?.by ?? null })
