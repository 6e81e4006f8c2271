import type { Db } from './dialects/dialect.ts'
import { nameKeys } from './name-keys.ts'
import { prepared } from './prepared.ts'
import type { UserRow } from './tables/people.ts'

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

/** Which users of a workspace are wanted. */
export interface UserFilter {
  /** Those who were removed aside, when not given. */
  state?: UserRow['state'] | undefined
  type?: UserRow['type'] | undefined
  role?: UserRow['role'] | undefined
  emailKey?: string | undefined
  /** Guests of pages are listed only when asked for. */
  includesGuests?: boolean | undefined
  groupId?: string | undefined
  /** Those who were changed at this time or later. */
  updatedFrom?: number | undefined
}

/** Users in the order they came; from `fromId` on. */
export const listedUsers = (
  db: Db,
  workspaceId: string,
  { state, type, role, emailKey, includesGuests = false, groupId, updatedFrom }: UserFilter,
  fromId: string | null,
  limit: number,
): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('state', state === undefined ? '!=' : '=', state ?? 'removed')
    .$if(!includesGuests, (query) =>
      query.where((eb) => eb.or([eb('role', 'is', null), eb('role', '!=', 'guest')])),
    )
    .$if(type !== undefined, (query) => query.where('type', '=', type!))
    .$if(role !== undefined, (query) => query.where('role', '=', role!))
    .$if(emailKey !== undefined, (query) => query.where('email_key', '=', emailKey!))
    .$if(updatedFrom !== undefined, (query) => query.where('updated_time', '>=', updatedFrom!))
    .$if(groupId !== undefined, (query) =>
      query.where('id', 'in', (inner) =>
        inner
          .selectFrom('group_members')
          .select('user_id')
          .where('workspace_id', '=', workspaceId)
          .where('group_id', '=', groupId!),
      ),
    )
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId))
    .orderBy('id')
    .limit(limit)
    .execute()

/** How many owners may act. */
export async function countOwners(db: Db, workspaceId: string): Promise<number> {
  const { owners } = await db.sql
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('owners'))
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  return owners
}

/** The bots of public connections that somebody authorised. */
export const botsOfOwner = (db: Db, workspaceId: string, userId: string): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('owner_user_id', '=', userId)
    .execute()

type NewUserRow = Omit<
  UserRow,
  'name_key' | 'family_key' | 'removed_time' | 'sessions_from' | 'entered_by' | 'updated_time'
>

const keysOf = (row: Pick<UserRow, 'type' | 'name' | 'email'>) =>
  row.type === 'person' ? nameKeys(row) : { name_key: null, family_key: null }

export const insertUser = (db: Db, row: NewUserRow): Promise<unknown> =>
  db.sql
    .insertInto('users')
    .values({
      ...row,
      ...keysOf(row),
      removed_time: null,
      sessions_from: 0,
      entered_by: null,
      updated_time: row.created_time,
    })
    .execute()

/** Writes down which account has come in as somebody. */
export async function setEnteredBy(
  db: Db,
  workspaceId: string,
  id: string,
  accountId: string,
): Promise<void> {
  await db.sql
    .updateTable('users')
    .set({ entered_by: accountId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('entered_by', 'is', null), eb('entered_by', '!=', accountId)]))
    .execute()
}

/** Sessions of a person whose holder proved who they are before lead to the workspace no more. */
export async function setSessionsFrom(db: Db, workspaceId: string, id: string, time: number): Promise<void> {
  await db.sql
    .updateTable('users')
    .set({ sessions_from: time })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** The same of everybody else than one person. */
export async function setSessionsFromOfOthers(
  db: Db,
  workspaceId: string,
  id: string,
  time: number,
): Promise<void> {
  await db.sql
    .updateTable('users')
    .set({ sessions_from: time })
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'person')
    .where('id', '<>', id)
    .execute()
}

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

/** People whom a directory calls by this name, or who have this e-mail address, whatever their state; both in lower case. */
export const peopleCalled = (
  db: Db,
  workspaceId: string,
  userName: string,
  email: string | null,
): Promise<UserRow[]> =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    // One list of ids: of `or` over two tables SQLite makes a walk through everybody.
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('users')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('email_key', 'in', email === null ? [userName] : [userName, email])
        .unionAll(
          inner
            .selectFrom('directory_keys')
            .select('user_id as id')
            .where('workspace_id', '=', workspaceId)
            .where('kind', '=', 'user_name')
            .where('key', '=', userName),
        ),
    )
    .execute()

export async function updateUser(
  db: Db,
  workspaceId: string,
  id: string,
  change: Partial<Omit<UserRow, 'workspace_id' | 'id' | 'name_key' | 'family_key'>>,
): Promise<void> {
  const [row] =
    change.name === undefined && change.email === undefined ? [] : await userById(db, workspaceId, id)
  await db.sql
    .updateTable('users')
    .set({ ...change, ...(row !== undefined && keysOf({ ...row, ...change })) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Every owner, the one who came first first. */
export const ownersOf = (db: Db, workspaceId: string): Promise<UserRow[]> => owners(db, workspaceId).execute()

/** The owner who came first. */
export const firstOwner = (db: Db, workspaceId: string): Promise<UserRow | undefined> =>
  owners(db, workspaceId).limit(1).executeTakeFirst()

const owners = (db: Db, workspaceId: string) =>
  db.sql
    .selectFrom('users')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .orderBy('id')

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
