/** All that a workspace's directory is made of, whole: to be read at one moment. */
import type { Db } from './dialects/dialect.ts'
import type { TokenRow } from './tables/connections.ts'
import type { TeamspaceMemberRow, UserRow } from './tables/people.ts'

/** Rows that are read at once; others have their turn in between. */
const AT_ONCE = 5000

async function inSlices<Row>(read: (last: Row | undefined, limit: number) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const slice = await read(all.at(-1), AT_ONCE)
    for (const row of slice) all.push(row)
    if (slice.length < AT_ONCE) return all
    await new Promise(setImmediate)
  }
}

export type GraphUser = Pick<
  UserRow,
  'id' | 'type' | 'name' | 'email' | 'role' | 'state' | 'connection_id' | 'owner_user_id'
> & { directory: string | null }

/** People and bots who were not removed. */
export const graphUsers = (db: Db, workspaceId: string): Promise<GraphUser[]> =>
  inSlices((last, limit) =>
    db.sql
      .selectFrom('users as u')
      .leftJoin('directory_people as d', (join) =>
        join.onRef('d.workspace_id', '=', 'u.workspace_id').onRef('d.user_id', '=', 'u.id'),
      )
      .select(['u.id', 'u.type', 'u.name', 'u.email', 'u.role', 'u.state', 'u.connection_id'])
      .select(['u.owner_user_id', 'd.directory'])
      .where('u.workspace_id', '=', workspaceId)
      .where('u.state', '!=', 'removed')
      .$if(last !== undefined, (query) => query.where('u.id', '>', last!.id))
      .orderBy('u.id')
      .limit(limit)
      .execute(),
  )

export const graphMembers = (db: Db, workspaceId: string): Promise<{ group_id: string; user_id: string }[]> =>
  inSlices((last, limit) =>
    db.sql
      .selectFrom('group_members')
      .select(['group_id', 'user_id'])
      .where('workspace_id', '=', workspaceId)
      .$if(last !== undefined, (query) =>
        query.where((eb) =>
          eb.or([
            eb('group_id', '>', last!.group_id),
            eb.and([eb('group_id', '=', last!.group_id), eb('user_id', '>', last!.user_id)]),
          ]),
        ),
      )
      .orderBy('group_id')
      .orderBy('user_id')
      .limit(limit)
      .execute(),
  )

/** What was granted where, for as long as it is in force. Nodes that are in the trash are left out. */
export const graphGrants = (
  db: Db,
  workspaceId: string,
  now: number,
): Promise<
  {
    id: string
    principal: string
    level: number
    expires_time: number | null
    node_id: string
    node_type: string | null
  }[]
> =>
  inSlices((last, limit) =>
    db.sql
      .selectFrom('access_grants as g')
      .innerJoin('access_lists as l', (join) =>
        join.onRef('l.workspace_id', '=', 'g.workspace_id').onRef('l.id', '=', 'g.list_id'),
      )
      .leftJoin('blocks as b', (join) =>
        join.onRef('b.workspace_id', '=', 'l.workspace_id').onRef('b.id', '=', 'l.node_id'),
      )
      .select(['g.id', 'g.principal', 'g.level', 'g.expires_time', 'l.node_id', 'b.type as node_type'])
      .where('g.workspace_id', '=', workspaceId)
      .where('b.trash_root', 'is', null)
      .where((eb) => eb.or([eb('g.expires_time', 'is', null), eb('g.expires_time', '>', now)]))
      .$if(last !== undefined, (query) => query.where('g.id', '>', last!.id))
      .orderBy('g.id')
      .limit(limit)
      .execute(),
  )

export const graphGroups = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('groups')
    .select(['id', 'name', 'directory'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()

export const graphConnections = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('connections')
    .select(['id', 'name', 'kind', 'bot_id', 'created_by'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()

export const graphInstalls = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('connection_installs')
    .select(['connection_id', 'user_id'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('connection_id')
    .orderBy('user_id')
    .execute()

export type GraphToken = Pick<TokenRow, 'id' | 'kind' | 'name' | 'user_id' | 'created_by' | 'expires_time'>

/** Those that work, but for what OAuth renews by itself. */
export const graphTokens = (db: Db, workspaceId: string, now: number): Promise<GraphToken[]> =>
  db.sql
    .selectFrom('tokens')
    .select(['id', 'kind', 'name', 'user_id', 'created_by', 'expires_time'])
    .where('workspace_id', '=', workspaceId)
    .where('revoked_time', 'is', null)
    .where('family_id', 'is', null)
    .where((eb) => eb.or([eb('expires_time', 'is', null), eb('expires_time', '>', now)]))
    .orderBy('id')
    .execute()

export const graphScimTokens = (db: Db, workspaceId: string, now: number) =>
  db.sql
    .selectFrom('scim_tokens')
    .select(['id', 'name', 'created_by', 'expires_time'])
    .where('workspace_id', '=', workspaceId)
    .where('revoked_time', 'is', null)
    .where((eb) => eb.or([eb('expires_time', 'is', null), eb('expires_time', '>', now)]))
    .orderBy('id')
    .execute()

/** Those that still can be accepted. */
export const graphInvitations = (db: Db, workspaceId: string, now: number) =>
  db.sql
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'created_by', 'expires_time'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'pending')
    .where('expires_time', '>', now)
    .orderBy('id')
    .execute()

export const graphTeamspaces = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('teamspaces')
    .select(['id', 'name', 'visibility', 'is_default', 'archived_time'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()

export const graphTeamspaceMembers = (
  db: Db,
  workspaceId: string,
): Promise<Pick<TeamspaceMemberRow, 'teamspace_id' | 'principal' | 'role'>[]> =>
  db.sql
    .selectFrom('teamspace_members')
    .select(['teamspace_id', 'principal', 'role'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('teamspace_id')
    .orderBy('principal')
    .execute()
