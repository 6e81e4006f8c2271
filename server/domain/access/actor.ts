import { type Capabilities, ownCapabilities } from './capabilities.ts'

/** Who acts: a bot, a person or a directory. It holds a set of principals, and the highest level of any counts. */
export interface Actor {
  type: 'bot' | 'person' | 'directory'
  /** Of the bot or the person; of a directory, the id of its token. */
  userId: string
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
  /** Of the bot of a public connection: the person who authorised it. */
  ownerUserId?: string
  capabilities: Capabilities
  /** Of a bot: the connection it belongs to. */
  connection: { id: string; name: string } | null
  /** What a directory is called. */
  directory?: string
  /** JSON array of principals, as access entries name them. */
  principals: string
  /** What calls are counted by. */
  tokenId: string
  /** A person at a browser, and not a program that shows their personal access token. */
  isSession?: true
  /** Whoever runs the server and brings it to what a file says: nobody's access has to be asked. */
  isOperator?: true
  /** Of a session: when its holder last proved who they are, in milliseconds since 1970. */
  provedTime?: number
}

export const principalOf = {
  bot: (id: string) => `bot:${id}`,
  user: (id: string) => `user:${id}`,
  group: (id: string) => `group:${id}`,
  /** Everybody in a teamspace, and those who own it. */
  teamspace: (id: string) => `teamspace:${id}`,
  teamspaceOwners: (id: string) => `teamspace_owners:${id}`,
  /** Somebody who was asked to join: what is granted becomes theirs when they do. Nobody acts as one. */
  invitation: (id: string) => `invitation:${id}`,
  workspace: 'workspace',
  /** Whoever has the address of a published page. Nobody acts as it through the API. */
  public: 'public',
} as const

/** What a principal is and the id of whom it stands for; null for the workspace and the public. */
export function partsOf(principal: string): { type: PrincipalType; id: string | null } {
  const [type, id = null] = principal.split(':', 2) as [PrincipalType, string?]
  return { type, id }
}

export type PrincipalType =
  | 'user'
  | 'bot'
  | 'group'
  | 'teamspace'
  | 'teamspace_owners'
  | 'invitation'
  | 'workspace'
  | 'public'

/** Who acts where no person and no bot does: it holds no principal, and so sees nothing that is shared. */
export const nobody: Actor = {
  type: 'person',
  userId: '00000000-0000-0000-0000-000000000000',
  role: 'owner',
  capabilities: ownCapabilities,
  connection: null,
  principals: '[]',
  tokenId: '',
}
