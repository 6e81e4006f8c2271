import type { Capabilities } from './capabilities.ts'

/** Who acts: a bot, or a person. It holds a set of principals, and the highest level of any counts. */
export interface Actor {
  type: 'bot' | 'person'
  /** Of the bot or the person. */
  userId: string
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
  capabilities: Capabilities
  /** Of a bot: the connection it belongs to. */
  connection: { id: string; name: string } | null
  /** JSON array of principals, as access entries name them. */
  principals: string
  /** What calls are counted by. */
  tokenId: string
}

export const principalOf = {
  bot: (id: string) => `bot:${id}`,
  user: (id: string) => `user:${id}`,
  group: (id: string) => `group:${id}`,
  workspace: 'workspace',
} as const
