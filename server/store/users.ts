import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { UserRow } from './tables.ts'

/** One user of a workspace, whatever their role and state. */
export const userById = prepared<UserRow, [workspaceId: string, id: string]>((query, [workspaceId, id]) =>
  query.selectFrom('users').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id),
)

export const usersByIds = (db: Db, workspaceId: string, ids: readonly string[]): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()

/** Members and bots in the order they came, guests and those who left aside; from `fromId` on. */
export const listedUsers = (
  db: Db,
  workspaceId: string,
  fromId: string | null,
  limit: number,
): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', '!=', 'removed')
    .where((eb) => eb.or([eb('role', 'is', null), eb('role', '!=', 'guest')]))
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId))
    .orderBy('id')
    .limit(limit)
    .execute()

export const insertUser = (db: Db, row: UserRow): Promise<unknown> =>
  db.sql.insertInto('users').values(row).execute()

/** Those of `ids` that are people, bots or groups of the workspace. */
export async function existingPrincipals(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<string[]> {
  const users = await usersByIds(db, workspaceId, ids)
  const groups = await db.sql
    .selectFrom('groups')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()
  return [...users, ...groups].map((row) => row.id)
}

/** The person of an e-mail address, whatever their state. */
export const userByEmail = (db: Db, workspaceId: string, emailKey: string): Promise<UserRow | undefined> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('email_key', '=', emailKey)
    .executeTakeFirst()

/** The owner who came first. */
export const firstOwner = (db: Db, workspaceId: string): Promise<UserRow | undefined> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .orderBy('id')
    .executeTakeFirst()

export async function updateUser(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<UserRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  await db.sql
    .updateTable('users')
    .set(change)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The bot of a public connection for the person who authorised it. */
export const botOfPerson = (
  db: Db,
  workspaceId: string,
  connectionId: string,
  userId: string,
): Promise<UserRow | undefined> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .where('owner_user_id', '=', userId)
    .executeTakeFirst()
