import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { TokenRow } from './tables/connections.ts'
import type { UserRow } from './tables/people.ts'

/** A token with all that a request needs to know of its holder. */
export interface TokenHolder {
  id: string
  kind: TokenRow['kind']
  user_id: string
  user_type: UserRow['type']
  user_role: UserRow['role']
  owner_user_id: string | null
  connection_id: string | null
  connection_name: string | null
  capabilities: string | null
  workspace_id: string
  workspace_name: string
  workspace_icon: string | null
  workspace_settings: string
  created_time: number
  expires_time: number | null
  created_by: string | null
}

/** The holder of a token that is neither revoked nor expired. Values: hash, now. */
export const tokenHolder = prepared<TokenHolder, [hash: string, now: number]>((query, [hash, now]) =>
  query
    .selectFrom('tokens as t')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 't.workspace_id').onRef('u.id', '=', 't.user_id'),
    )
    .leftJoin('users as o', (join) =>
      join.onRef('o.workspace_id', '=', 'u.workspace_id').onRef('o.id', '=', 'u.owner_user_id'),
    )
    .innerJoin('workspaces as w', 'w.id', 't.workspace_id')
    .leftJoin('connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.id', '=', 't.connection_id'),
    )
    .select([
      't.id',
      't.kind',
      't.user_id',
      'u.type as user_type',
      'u.role as user_role',
      'u.owner_user_id',
      't.connection_id',
      'c.name as connection_name',
      'w.id as workspace_id',
      'w.name as workspace_name',
      'w.icon as workspace_icon',
      'w.settings as workspace_settings',
      't.created_time',
      't.expires_time',
      't.created_by',
    ])
    // Of a public connection each bot keeps what its person agreed to.
    .select(sql<string | null>`coalesce(t.capabilities, u.capabilities, c.capabilities)`.as('capabilities'))
    .where('t.hash', '=', hash)
    .where('t.revoked_time', 'is', null)
    .where((eb) => eb.or([eb('t.expires_time', 'is', null), eb('t.expires_time', '>', now)]))
    .where('u.state', '=', 'active')
    // What a person authorised ends with their time in the workspace.
    .where((eb) => eb.or([eb('u.owner_user_id', 'is', null), eb('o.state', '=', 'active')])),
)

/** The groups of a person. */
export const groupsOf = prepared<{ group_id: string }, [workspaceId: string, userId: string]>(
  (query, [workspaceId, userId]) =>
    query
      .selectFrom('group_members')
      .select('group_id')
      .where('workspace_id', '=', workspaceId)
      .where('user_id', '=', userId),
)

export const insertToken = (db: Db, row: TokenRow): Promise<unknown> =>
  db.sql.insertInto('tokens').values(row).execute()

/** Every token of a bot or a person that still works. */
export const tokensOf = (db: Db, workspaceId: string, userId: string): Promise<TokenRow[]> =>
  db.sql
    .selectFrom('tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('revoked_time', 'is', null)
    .orderBy('id')
    .execute()

/** One token of a bot or a person, whether it works or not. */
export const tokenOfUser = (
  db: Db,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<TokenRow | undefined> =>
  db.sql
    .selectFrom('tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()

export const tokenByHash = (db: Db, hash: string): Promise<TokenRow | undefined> =>
  db.sql.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()

/** Ends the tokens of a bot or a person that still work. */
export async function revokeTokens(
  db: Db,
  workspaceId: string,
  userId: string,
  now: number,
  by: string | null = null,
): Promise<void> {
  await db.sql
    .updateTable('tokens')
    .set({ revoked_time: now, revoked_by: by })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('revoked_time', 'is', null)
    .execute()
}

export async function setLastUse(
  db: Db,
  use: {
    table: 'tokens' | 'scim_tokens'
    workspaceId: string
    tokenId: string
    time: number
    address: string
    agent: string | null
  },
): Promise<void> {
  await db.sql
    .updateTable(use.table)
    .set({ last_used_time: use.time, last_used_address: use.address, last_used_agent: use.agent })
    .where('workspace_id', '=', use.workspaceId)
    .where('id', '=', use.tokenId)
    .where((eb) => eb.or([eb('last_used_time', 'is', null), eb('last_used_time', '<', use.time)]))
    .execute()
}

/** Personal access tokens in the order they were made, from `fromId` on; those of one person when that is given. */
export const listedPersonalTokens = (
  db: Db,
  workspaceId: string,
  userId: string | undefined,
  fromId: string | null,
  limit: number,
): Promise<PersonalTokenRow[]> =>
  personalTokens(db, workspaceId)
    .$if(userId !== undefined, (query) => query.where('t.user_id', '=', userId!))
    .$if(fromId !== null, (query) => query.where('t.id', '>=', fromId!))
    .orderBy('t.id')
    .limit(limit)
    .execute()

/** A personal access token with the role of its person. */
export type PersonalTokenRow = TokenRow & { user_role: UserRow['role'] }

export const personalTokenById = (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<PersonalTokenRow | undefined> =>
  personalTokens(db, workspaceId).where('t.id', '=', id).executeTakeFirst()

const personalTokens = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('tokens as t')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 't.workspace_id').onRef('u.id', '=', 't.user_id'),
    )
    .selectAll('t')
    .select('u.role as user_role')
    .where('t.workspace_id', '=', workspaceId)
    .where('t.kind', '=', 'personal')

/** Ends one token that still works. */
export async function revokeToken(
  db: Db,
  workspaceId: string,
  id: string,
  now: number,
  by: string,
): Promise<void> {
  await db.sql
    .updateTable('tokens')
    .set({ revoked_time: now, revoked_by: by })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_time', 'is', null)
    .execute()
}
