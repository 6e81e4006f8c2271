/** The people and bots of a workspace, and what they are together in. How values stand in columns is said in `../tables.ts`. */

export interface UserRow {
  workspace_id: string
  id: string
  type: 'person' | 'bot'
  name: string | null
  /** Of a person, see `nameKeys`. */
  name_key: string | null
  family_key: string | null
  avatar_url: string | null
  /** Of a person, as given; `email_key` is what it is found by. */
  email: string | null
  email_key: string | null
  role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
  /** Of a bot: its connection, and the person who authorised it (public connections). */
  connection_id: string | null
  owner_user_id: string | null
  /** Of such a bot, JSON: the capabilities that were agreed to; null for those of the connection. */
  capabilities: string | null
  state: 'active' | 'suspended' | 'removed'
  /** Of who was removed: when. Groups, teamspaces and what they were granted wait for them a while. */
  removed_time: number | null
  /** Only sessions whose holder proved after this moment who they are lead here. */
  sessions_from: number
  /** Of a person: the account that has come in here as them; null while none has. An account with another e-mail meanwhile is not theirs. */
  entered_by: string | null
  created_time: number
  updated_time: number
}

export interface GroupRow {
  workspace_id: string
  id: string
  name: string
  /** In lower case. */
  name_key: string
  /** Counts the changes of it and of who is in it. */
  version: number
  /** Which directory manages it; null when it is kept by hand. */
  directory: string | null
  created_time: number
  updated_time: number
}

export interface GroupMemberRow {
  workspace_id: string
  group_id: string
  user_id: string
}

/** A part of the workspace that some members share. Its top pages stand under its access list. */
export interface TeamspaceRow {
  workspace_id: string
  id: string
  name: string
  description: string | null
  /** JSON or null. */
  icon: string | null
  /** Open: seen and joined by every member. Closed: seen, joined by invitation. Private: seen by its members. */
  visibility: 'open' | 'closed' | 'private'
  /** Every member is in it. */
  is_default: number
  access_id: string
  /** JSON: see `TeamspaceSettings`. */
  settings: string
  archived_time: number | null
  created_time: number
  created_by: string | null
  updated_time: number
}

export interface TeamspaceMemberRow {
  workspace_id: string
  teamspace_id: string
  /** A person or a group. */
  principal: string
  role: 'owner' | 'member'
  created_time: number
}

/** That somebody was asked by e-mail to join. What they are granted meanwhile is granted to the invitation. */
export interface InvitationRow {
  workspace_id: string
  id: string
  email: string
  email_key: string
  role: NonNullable<UserRow['role']>
  state: 'pending' | 'accepted' | 'cancelled'
  /** Of the link that was sent. */
  token_hash: string
  /** Whether the link was mailed: who follows it reads that mailbox. */
  is_mailed: number
  message: string | null
  /** Who accepted. */
  user_id: string | null
  created_time: number
  created_by: string | null
  expires_time: number
  decided_time: number | null
}

/** A page or database that somebody keeps at hand. */
export interface FavoriteRow {
  workspace_id: string
  user_id: string
  node_id: string
  /** Orders the favourites of one person byte by byte. */
  position: string
  created_time: number
}

/** Where somebody put a page or database among what begins their tree. */
export interface TreePlaceRow {
  workspace_id: string
  user_id: string
  node_id: string
  position: string
}
