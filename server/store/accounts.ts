import type { Db } from './dialects/dialect.ts'
import type { AccountCredentialRow, AccountRow } from './tables/accounts.ts'
import type { UserRow } from './tables/people.ts'
import type { WorkspaceRow } from './tables/workspaces.ts'

/** The provider under which passwords are kept. */
export const PASSWORD = 'credential'

export const accountByEmail = (db: Db, emailKey: string): Promise<AccountRow | undefined> =>
  db.sql.selectFrom('accounts').selectAll().where('email_key', '=', emailKey).executeTakeFirst()

export const accountById = (db: Db, id: string): Promise<AccountRow | undefined> =>
  db.sql.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()

/** Makes an account, unless its e-mail has one; the account of that e-mail. */
export async function ensureAccount(db: Db, row: AccountRow): Promise<AccountRow> {
  await db.sql
    .insertInto('accounts')
    .values(row)
    .onConflict((conflict) => conflict.column('email_key').doNothing())
    .execute()
  return (await accountByEmail(db, row.email_key))!
}

/** Writes down where an account was last. */
export async function setLastWorkspace(db: Db, id: string, workspaceId: string): Promise<void> {
  await db.sql.updateTable('accounts').set({ last_workspace_id: workspaceId }).where('id', '=', id).execute()
}

/** Deletes an account, with all by which it is signed in to and everywhere that it is. */
export async function deleteAccount(db: Db, id: string): Promise<void> {
  for (const table of partsOfAccounts) {
    await db.sql.deleteFrom(table).where('account_id', '=', id).execute()
  }
  await db.sql.deleteFrom('accounts').where('id', '=', id).execute()
}

const partsOfAccounts = [
  'sessions',
  'account_credentials',
  'account_passkeys',
  'account_totp',
  'account_recovery_codes',
  'account_challenges',
  'email_changes',
] as const

export async function setAccountName(db: Db, id: string, name: string, now: number): Promise<void> {
  await db.sql.updateTable('accounts').set({ name, updated_time: now }).where('id', '=', id).execute()
}

/** Gives an account an e-mail that is proved to be theirs. */
export async function setAccountEmail(db: Db, id: string, emailKey: string, now: number): Promise<void> {
  await db.sql
    .updateTable('accounts')
    .set({ email_key: emailKey, email_verified: 1, updated_time: now })
    .where('id', '=', id)
    .execute()
}

/** The account that an identity provider knows as `subject`. */
export const accountOfSubject = (
  db: Db,
  provider: string,
  subject: string,
): Promise<AccountRow | undefined> =>
  db.sql
    .selectFrom('account_credentials as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .selectAll('a')
    .where('c.provider', '=', provider)
    .where('c.subject', '=', subject)
    .executeTakeFirst()

/** By what an account proves who it is: passwords and identity providers. */
export const credentialsOf = (db: Db, accountId: string): Promise<AccountCredentialRow[]> =>
  db.sql
    .selectFrom('account_credentials')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_time')
    .execute()

/** Binds an account to a subject at an identity provider, unless the subject has one. */
export async function insertCredential(db: Db, row: AccountCredentialRow): Promise<void> {
  await db.sql
    .insertInto('account_credentials')
    .values(row)
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doNothing())
    .execute()
}

/** Takes one of an account's ways to prove who it is away. */
export async function deleteCredential(db: Db, accountId: string, id: string): Promise<void> {
  await db.sql
    .deleteFrom('account_credentials')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Takes an account's password away; false when it had none. */
export async function deletePassword(db: Db, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await db.sql
    .deleteFrom('account_credentials')
    .where('provider', '=', PASSWORD)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The hashes of the passwords of these e-mails; who has none is absent. */
export const passwordsOf = (
  db: Db,
  emailKeys: readonly string[],
): Promise<{ email_key: string; password_hash: string | null }[]> =>
  db.sql
    .selectFrom('accounts as a')
    .innerJoin('account_credentials as c', 'c.account_id', 'a.id')
    .select(['a.email_key', 'c.password_hash'])
    .where('c.provider', '=', PASSWORD)
    .where('a.email_key', 'in', emailKeys)
    .execute()

/** Gives an account its password, in place of the one it had. */
export async function putPassword(
  db: Db,
  accountId: string,
  { id, hash, now }: { id: string; hash: string; now: number },
): Promise<void> {
  const row: AccountCredentialRow = {
    id,
    account_id: accountId,
    provider: PASSWORD,
    subject: accountId,
    password_hash: hash,
    created_time: now,
    updated_time: now,
  }
  await db.sql
    .insertInto('account_credentials')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['provider', 'subject']).doUpdateSet({ password_hash: hash, updated_time: now }),
    )
    .execute()
}

/** A workspace and the state there of the person who has this e-mail. */
export type Membership = Pick<UserRow, 'state' | 'role' | 'sessions_from' | 'entered_by'> &
  Pick<WorkspaceRow, 'id' | 'name' | 'settings'> & {
    user_id: string
    user_name: string | null
    /** Of the account of that e-mail; null where there is none. */
    account_id: string | null
    email_verified: number | null
  }

/** Where an e-mail has a person, the oldest workspace first. */
export const membershipsOf = (db: Db, emailKey: string): Promise<Membership[]> =>
  db.sql
    .selectFrom('users as u')
    .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
    .leftJoin('accounts as a', 'a.email_key', 'u.email_key')
    .select([
      'w.id',
      'w.name',
      'w.settings',
      'u.id as user_id',
      'u.name as user_name',
      'u.state',
      'u.role',
      'u.sessions_from',
      'u.entered_by',
      'a.id as account_id',
      'a.email_verified',
    ])
    .where('u.email_key', '=', emailKey)
    .where('u.type', '=', 'person')
    .orderBy('w.created_time')
    .orderBy('w.id')
    .execute()

/** True when some workspace has an owner. */
export async function hasOwner(db: Db): Promise<boolean> {
  const owner = await db.sql
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'owner')
    .where('state', '=', 'active')
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}
