import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { Workspace } from '#server/domain/context.ts'
import { mostFileBytes } from '#server/domain/files/upload.ts'
import type { User } from '#server/domain/users/user.ts'

/**
 * A user as the caller may see it (API reference, "User"): `{object, id}` without user information, and
 * `person` empty without e-mail. Only the caller's own bot shows what it belongs to.
 */
export function presentUser(user: User, capabilities: Capabilities, own: Workspace | null = null) {
  if (capabilities.user_info === 'none' && own === null) return { object: 'user', id: user.id }
  const head = { object: 'user', id: user.id, name: user.name, avatar_url: user.avatarUrl }
  if (user.type === 'bot') return { ...head, type: 'bot', bot: own ? presentBot(own) : {} }
  const showsEmail = user.email !== null && capabilities.user_info === 'email'
  return { ...head, type: 'person', person: showsEmail ? { email: user.email } : {} }
}

const presentBot = (workspace: Workspace) => ({
  owner: { type: 'workspace', workspace: true },
  workspace_name: workspace.name,
  workspace_id: workspace.id,
  workspace_limits: { max_file_upload_size_in_bytes: mostFileBytes(workspace) },
})
