import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { TokenRow, UserRow } from './tables.ts'

/** A token with all that a request needs to know of its holder. */
export interface TokenHolder {
  id: string
  kind: TokenRow['kind']
  user_id: string
  user_type: UserRow['type']
  user_role: UserRow['role']
  user_state: UserRow['state']
  connection_id: string | null
  connection_name: string | null
  capabilities: string | null
  workspace_id: string
  workspace_name: string
  workspace_icon: string | null
  workspace_settings: string
  expires_time: number | null
}

/** The holder of a token that is neither revoked nor expired. Values: hash, now. */
export const tokenHolder = prepared<TokenHolder, [hash: string, now: number]>((query, [hash, now]) =>
  query
    .selectFrom('tokens as t')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 't.workspace_id').onRef('u.id', '=', 't.user_id'),
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
      'u.state as user_state',
      't.connection_id',
      'c.name as connection_name',
      'w.id as workspace_id',
      'w.name as workspace_name',
      'w.icon as workspace_icon',
      'w.settings as workspace_settings',
      't.expires_time',
    ])
    // Of a public connection each bot keeps what its person agreed to.
    .select(sql<string | null>`coalesce(u.capabilities, c.capabilities)`.as('capabilities'))
    .where('t.hash', '=', hash)
    .where('t.revoked_time', 'is', null)
    .where((eb) => eb.or([eb('t.expires_time', 'is', null), eb('t.expires_time', '>', now)]))
    .where('u.state', '=', 'active'),
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

export async function revokeTokens(db: Db, workspaceId: string, userId: string, now: number): Promise<void> {
  await db.sql
    .updateTable('tokens')
    .set({ revoked_time: now })
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('revoked_time', 'is', null)
    .execute()
}
