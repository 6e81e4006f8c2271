import { Problem } from '#shared/problem.ts'
import type { Actor } from './actor.ts'

/** What a connection may do, wherever it may do it. */
export interface Capabilities {
  content: readonly ('read' | 'update' | 'insert')[]
  comments: readonly ('read' | 'insert')[]
  user_info: 'none' | 'no_email' | 'email'
  permissions: 'none' | 'read' | 'write'
  administer: boolean
}

export const everyCapability: Capabilities = {
  content: ['read', 'update', 'insert'],
  comments: ['read', 'insert'],
  user_info: 'email',
  permissions: 'write',
  administer: false,
}

/** What a person may do, as far as their role and what is shared with them lets them. */
export const ownCapabilities: Capabilities = { ...everyCapability, administer: true }

export const noCapability: Capabilities = {
  content: [],
  comments: [],
  user_info: 'none',
  permissions: 'none',
  administer: false,
}

/** What a route asks of the caller's capabilities. `no capability` is for every caller with a token. */
export type Need =
  | 'no capability'
  | 'read_content'
  | 'update_content'
  | 'insert_content'
  | 'insert_or_update_content'
  | 'insert_and_update_content'
  | 'read_comments'
  | 'insert_comments'
  | 'read_user_info'
  | 'read_permissions'
  | 'write_permissions'
  | 'administer'

export function isCapable(capabilities: Capabilities, need: Need): boolean {
  switch (need) {
    case 'no capability':
      return true
    case 'read_content':
      return capabilities.content.includes('read')
    case 'update_content':
      return capabilities.content.includes('update')
    case 'insert_content':
      return capabilities.content.includes('insert')
    case 'insert_or_update_content':
      return capabilities.content.includes('insert') || capabilities.content.includes('update')
    case 'insert_and_update_content':
      return capabilities.content.includes('insert') && capabilities.content.includes('update')
    case 'read_comments':
      return capabilities.comments.includes('read')
    case 'insert_comments':
      return capabilities.comments.includes('insert')
    case 'read_user_info':
      return capabilities.user_info !== 'none'
    case 'read_permissions':
      return capabilities.permissions !== 'none'
    case 'write_permissions':
      return capabilities.permissions === 'write'
    case 'administer':
      return capabilities.administer
  }
}

/** Of a person their role decides beside it whether they may administer: see `administration.ts`. */
export function requireCapability({ capabilities }: Pick<Actor, 'capabilities'>, need: Need): void {
  if (isCapable(capabilities, need)) return
  throw new Problem('forbidden', messages[need] ?? 'Insufficient permissions for this endpoint.')
}

const messages: Partial<Record<Need, string>> = {
  read_user_info: 'This integration does not have user information capabilities.',
  read_permissions:
    'Insufficient permissions for this endpoint: this integration does not have the capability to read permissions. An owner of the workspace can grant it.',
  write_permissions:
    'Insufficient permissions for this endpoint: this integration does not have the capability to change permissions. An owner of the workspace can grant it.',
  administer:
    'Insufficient permissions for this endpoint: this token does not have the capability to administer the workspace. An owner of the workspace can grant it to a connection; a personal access token has it from the start or not at all.',
}
