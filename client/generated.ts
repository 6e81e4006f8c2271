/** Made from the description of the API by `npm run generate`: not to be edited. */

import type { Answered, Operation } from './operation.ts'

export type Group = {
  object: 'group'
  id: string
  name: string
  member_count: number
  created_time: string
  last_edited_time: string
}

export type ManagedUser =
  | {
      object: 'user'
      id: string
      name: string | null
      avatar_url: string | null
      state: 'active' | 'suspended' | 'removed'
      created_time: string
      type: 'person'
      person: { email?: string }
      role: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest' | null
      groups: { object: 'group'; id: string; name: string }[]
    }
  | {
      object: 'user'
      id: string
      name: string | null
      avatar_url: string | null
      state: 'active' | 'suspended' | 'removed'
      created_time: string
      type: 'bot'
      bot: Record<string, unknown>
    }

export type NewPersonalAccessToken = {
  object: 'token'
  id: string
  name: string | null
  hint: string
  owner: { object: 'user'; id: string }
  status: 'active' | 'expired' | 'revoked'
  blocked_by_policy: boolean
  created_time: string
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
  token: string
}

export type PersonalAccessToken = {
  object: 'token'
  id: string
  name: string | null
  hint: string
  owner: { object: 'user'; id: string }
  status: 'active' | 'expired' | 'revoked'
  blocked_by_policy: boolean
  created_time: string
  expiration_time: string | null
  revoked_time: string | null
  revoked_by: { object: 'user'; id: string } | null
  last_used: { time: string; ip_address: string | null; user_agent: string | null } | null
}

export type Policy = {
  object: 'policy'
  connections: {
    install: 'unrestricted' | 'approved_only' | 'owners_only'
    create: 'members' | 'owners'
    auto_approve_first_party: boolean
  }
  guests: { invited_by_connections: boolean }
  personal_access_tokens: { create: 'members' | 'owners' }
  sharing: { public_pages: boolean; workspace_by_connections: boolean }
}

export type Teamspace = {
  object: 'teamspace'
  id: string
  name: string
  description: string | null
  icon: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
  visibility: 'open' | 'closed' | 'private'
  is_default: boolean
  invite: 'owners' | 'members'
  levels: {
    owners: 'full_access'
    members: 'full_access' | 'edit' | 'comment' | 'view' | null
    workspace: 'full_access' | 'edit' | 'comment' | 'view' | null
  }
  role: 'owner' | 'member' | null
  archived: boolean
  archived_time: string | null
  created_time: string
  created_by: { object: 'user'; id: string } | null
  last_edited_time: string
}

export type TeamspaceMember = {
  object: 'teamspace_member'
  teamspace_id: string
  principal: { type: 'user_id'; user_id: string } | { type: 'group_id'; group_id: string }
  role: 'owner' | 'member'
  created_time: string
}

export interface Methods {
  policy: {
    /** The rules by which connections, guests and tokens get in. */
    retrieve(args: { workspace_id: string }): Promise<Policy & Answered>
    /** Changes the rules that it names. */
    update(
      args: { workspace_id: string } & {
        connections?: {
          install?: 'unrestricted' | 'approved_only' | 'owners_only'
          create?: 'members' | 'owners'
          auto_approve_first_party?: boolean
        }
        guests?: { invited_by_connections?: boolean }
        personal_access_tokens?: { create?: 'members' | 'owners' }
        sharing?: { public_pages?: boolean; workspace_by_connections?: boolean }
      },
    ): Promise<Policy & Answered>
  }
  users: {
    /** Members and bots of the workspace; guests when asked for. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      include_guests?: boolean
      type?: 'person' | 'bot'
      role?: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
      email?: string
      state?: 'active' | 'suspended' | 'removed'
    }): Promise<
      {
        object: 'list'
        results: ManagedUser[]
        next_cursor: string | null
        has_more: boolean
        type: 'user'
        user: Record<string, unknown>
      } & Answered
    >
    /** One person or bot, whatever their state. */
    retrieve(args: { workspace_id: string; user_id: string }): Promise<ManagedUser & Answered>
    /** Changes the name or the role of a person, suspends them or lets them act again. */
    update(
      args: { workspace_id: string; user_id: string } & {
        name?: string
        role?: 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'
        state?: 'active' | 'suspended'
      },
    ): Promise<ManagedUser & Answered>
    /** Removes a person from the workspace; what they made stays. */
    remove(args: { workspace_id: string; user_id: string }): Promise<ManagedUser & Answered>
    /** Hands the private pages of somebody who was removed or suspended to a member. */
    transferPages(args: { workspace_id: string; user_id: string } & { to_user_id: string }): Promise<
      {
        object: 'list'
        results: { object: 'page' | 'database'; id: string }[]
        next_cursor: string | null
        has_more: boolean
        type: 'page_or_database'
        page_or_database: Record<string, unknown>
      } & Answered
    >
  }
  groups: {
    /** The groups of the workspace; the one of a name when that is given. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      name?: string
    }): Promise<
      {
        object: 'list'
        results: Group[]
        next_cursor: string | null
        has_more: boolean
        type: 'group'
        group: Record<string, unknown>
      } & Answered
    >
    /** Makes a group with nobody in it. */
    create(args: { workspace_id: string } & { name: string }): Promise<Group & Answered>
    /** One group. */
    retrieve(args: { workspace_id: string; group_id: string }): Promise<Group & Answered>
    /** Gives a group another name. */
    update(args: { workspace_id: string; group_id: string } & { name?: string }): Promise<Group & Answered>
    /** Deletes a group with all that was granted to it. */
    delete(args: {
      workspace_id: string
      group_id: string
    }): Promise<{ object: 'group'; id: string; deleted: true } & Answered>
    members: {
      /** Who is in a group. */
      list(args: {
        workspace_id: string
        group_id: string
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: ManagedUser[]
          next_cursor: string | null
          has_more: boolean
          type: 'user'
          user: Record<string, unknown>
        } & Answered
      >
      /** Puts a member of the workspace into a group. */
      add(
        args: { workspace_id: string; group_id: string } & { user_id: string },
      ): Promise<{ object: 'group_member'; group_id: string; user_id: string } & Answered>
      /** Takes somebody out of a group. */
      remove(args: {
        workspace_id: string
        group_id: string
        user_id: string
      }): Promise<{ object: 'group_member'; group_id: string; user_id: string } & Answered>
    }
  }
  tokens: {
    /** Personal access tokens: of everybody for owners, their own for members. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      user_id?: string
    }): Promise<
      {
        object: 'list'
        results: PersonalAccessToken[]
        next_cursor: string | null
        has_more: boolean
        type: 'token'
        token: Record<string, unknown>
      } & Answered
    >
    /** Makes a personal access token of the caller; it is shown this once. It works for a year when nothing is said. */
    create(
      args: { workspace_id: string } & {
        name: string
        expires_in_days?: 7 | 30 | 90 | 180 | 365
        expiration_time?: string
      },
    ): Promise<NewPersonalAccessToken & Answered>
    /** Ends a personal access token: of anybody for owners, their own for members. */
    revoke(args: { workspace_id: string; token_id: string }): Promise<PersonalAccessToken & Answered>
    /** Ends those of some strings that are tokens of this workspace. */
    revokeLeaked(args: { workspace_id: string } & { tokens: string[] }): Promise<
      {
        object: 'list'
        results: {
          object: 'token'
          id: string
          kind: 'personal' | 'connection'
          hint: string
          owner: { object: 'user'; id: string }
          status: 'revoked'
        }[]
        next_cursor: string | null
        has_more: boolean
        type: 'token'
        token: Record<string, unknown>
      } & Answered
    >
  }
  teamspaces: {
    /** The teamspaces that the caller sees: owners of the workspace see all. */
    list(args: {
      workspace_id: string
      start_cursor?: string | null
      page_size?: number
      archived?: boolean
    }): Promise<
      {
        object: 'list'
        results: Teamspace[]
        next_cursor: string | null
        has_more: boolean
        type: 'teamspace'
        teamspace: Record<string, unknown>
      } & Answered
    >
    /** Makes a teamspace that the caller owns, or the member that is named. */
    create(
      args: { workspace_id: string } & {
        name: string
        description?: string | null
        icon?: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
        visibility?: 'open' | 'closed' | 'private'
        is_default?: boolean
        invite?: 'owners' | 'members'
        levels?: {
          members?: 'full_access' | 'edit' | 'comment' | 'view' | null
          workspace?: 'full_access' | 'edit' | 'comment' | 'view' | null
        }
        owner_user_id?: string
      },
    ): Promise<Teamspace & Answered>
    /** One teamspace. */
    retrieve(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    /** Changes a teamspace: what it is called, who sees and joins it, what its pages are to them. */
    update(
      args: { workspace_id: string; teamspace_id: string } & {
        name?: string
        description?: string | null
        icon?: { type: 'emoji'; emoji: string } | { type: 'external'; external: { url: string } } | null
        visibility?: 'open' | 'closed' | 'private'
        is_default?: boolean
        invite?: 'owners' | 'members'
        levels?: {
          members?: 'full_access' | 'edit' | 'comment' | 'view' | null
          workspace?: 'full_access' | 'edit' | 'comment' | 'view' | null
        }
      },
    ): Promise<Teamspace & Answered>
    /** Archives a teamspace: nobody reaches its pages until it is restored. */
    archive(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    /** Restores an archived teamspace. */
    restore(args: { workspace_id: string; teamspace_id: string }): Promise<Teamspace & Answered>
    members: {
      /** The people and groups in a teamspace. */
      list(args: {
        workspace_id: string
        teamspace_id: string
        start_cursor?: string | null
        page_size?: number
      }): Promise<
        {
          object: 'list'
          results: TeamspaceMember[]
          next_cursor: string | null
          has_more: boolean
          type: 'teamspace_member'
          teamspace_member: Record<string, unknown>
        } & Answered
      >
      /** Puts a person or a group into a teamspace. */
      add(
        args: { workspace_id: string; teamspace_id: string } & (
          | { user_id: string; role?: 'owner' | 'member' }
          | { group_id: string; role?: 'owner' | 'member' }
        ),
      ): Promise<TeamspaceMember & Answered>
      /** Makes a person or a group an owner or a member of a teamspace. */
      update(
        args: { workspace_id: string; teamspace_id: string; member_id: string } & {
          role: 'owner' | 'member'
        },
      ): Promise<TeamspaceMember & Answered>
      /** Takes a person or a group out of a teamspace. */
      remove(args: {
        workspace_id: string
        teamspace_id: string
        member_id: string
      }): Promise<TeamspaceMember & Answered>
    }
    /** Lets the caller into an open teamspace. */
    join(args: { workspace_id: string; teamspace_id: string }): Promise<TeamspaceMember & Answered>
    /** Takes the caller out of a teamspace. */
    leave(args: { workspace_id: string; teamspace_id: string }): Promise<TeamspaceMember & Answered>
  }
}

/** By the name of the method. */
export const operations: Readonly<Record<string, Operation>> = {
  'policy.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
  'policy.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
  'users.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/users',
    query: ['start_cursor', 'page_size', 'include_guests', 'type', 'role', 'email', 'state'],
  },
  'users.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.remove': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/users/{user_id}', query: [] },
  'users.transferPages': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/users/{user_id}/transfer_pages',
    query: [],
  },
  'groups.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/groups',
    query: ['start_cursor', 'page_size', 'name'],
  },
  'groups.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/groups', query: [] },
  'groups.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.delete': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}', query: [] },
  'groups.members.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members',
    query: ['start_cursor', 'page_size'],
  },
  'groups.members.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members',
    query: [],
  },
  'groups.members.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/groups/{group_id}/members/{user_id}',
    query: [],
  },
  'tokens.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/tokens',
    query: ['start_cursor', 'page_size', 'user_id'],
  },
  'tokens.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/tokens', query: [] },
  'tokens.revoke': { method: 'DELETE', path: '/admin/v1/spaces/{workspace_id}/tokens/{token_id}', query: [] },
  'tokens.revokeLeaked': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/tokens/revoke_leaked',
    query: [],
  },
  'teamspaces.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces',
    query: ['start_cursor', 'page_size', 'archived'],
  },
  'teamspaces.create': { method: 'POST', path: '/admin/v1/spaces/{workspace_id}/teamspaces', query: [] },
  'teamspaces.retrieve': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.update': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.archive': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}',
    query: [],
  },
  'teamspaces.restore': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/restore',
    query: [],
  },
  'teamspaces.members.list': {
    method: 'GET',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members',
    query: ['start_cursor', 'page_size'],
  },
  'teamspaces.members.add': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members',
    query: [],
  },
  'teamspaces.members.update': {
    method: 'PATCH',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members/{member_id}',
    query: [],
  },
  'teamspaces.members.remove': {
    method: 'DELETE',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/members/{member_id}',
    query: [],
  },
  'teamspaces.join': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/join',
    query: [],
  },
  'teamspaces.leave': {
    method: 'POST',
    path: '/admin/v1/spaces/{workspace_id}/teamspaces/{teamspace_id}/leave',
    query: [],
  },
}
