import type { Capabilities } from '#server/domain/access/capabilities.ts'
import { mostFileBytes } from '#server/domain/files/upload.ts'
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
