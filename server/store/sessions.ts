import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { SessionRow } from './tables/accounts.ts'
import type { UserRow } from './tables/people.ts'

/** A session with the account, the workspace it chose and the person it is there. */
export interface SessionHolder extends UserRow {
  session_id: string
  session_is_strong: number
  session_saml_workspace_id: string | null
  session_seen_time: number
  session_proved_time: number
  account_id: string
  account_name: string
  account_email: string
  workspace_name: string
  workspace_icon: string | null
  workspace_settings: string
}

/** Whoever holds this session, in the workspace it chose. Values: hash of its token, now. */
export const sessionHolder = prepared<SessionHolder, [hash: string, now: number]>((query, [hash, now]) =>
  holders(query).where('s.token_hash', '=', hash).where('s.expires_time', '>', now),
)

/** The same by its id. */
export const sessionHolderById = (db: Db, id: string, now: number): Promise<SessionHolder | undefined> =>
  holders(db.sql).where('s.id', '=', id).where('s.expires_time', '>', now).executeTakeFirst()

const holders = (query: Pick<Db['sql'], 'selectFrom'>) =>
  query
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .innerJoin('users as u', (join) =>
      join.onRef('u.workspace_id', '=', 's.workspace_id').onRef('u.email_key', '=', 'a.email_key'),
    )
    .innerJoin('workspaces as w', 'w.id', 'u.workspace_id')
    .selectAll('u')
    .select([
      's.id as session_id',
      's.is_strong as session_is_strong',
      's.saml_workspace_id as session_saml_workspace_id',
      's.seen_time as session_seen_time',
      's.proved_time as session_proved_time',
      'a.id as account_id',
      'a.name as account_name',
      'a.email_key as account_email',
      'w.name as workspace_name',
      'w.icon as workspace_icon',
      'w.settings as workspace_settings',
    ])
    .where('u.state', '=', 'active')
    .whereRef('s.proved_time', '>', 'u.sessions_from')
    .where((eb) => eb.or([eb('a.email_verified', '=', 1), eb('u.entered_by', '=', eb.ref('a.id'))]))

/** The account behind a session, whatever workspace it chose. */
export const sessionAccount = (
  db: Db,
  hash: string,
  now: number,
): Promise<
  | (Pick<SessionRow, 'account_id' | 'proved_time' | 'is_strong' | 'saml_workspace_id'> & {
      session_id: string
      email_key: string
    })
  | undefined
> =>
  db.sql
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .select([
      's.id as session_id',
      's.account_id',
      's.proved_time',
      'a.email_key',
      's.is_strong',
      's.saml_workspace_id',
    ])
    .where('s.token_hash', '=', hash)
    .where('s.expires_time', '>', now)
    .executeTakeFirst()

export async function insertSession(db: Db, row: SessionRow): Promise<void> {
  await db.sql.insertInto('sessions').values(row).execute()
}

export async function setSessionWorkspace(
  db: Db,
  id: string,
  workspaceId: string,
  now: number,
): Promise<void> {
  await db.sql
    .updateTable('sessions')
    .set({ workspace_id: workspaceId, updated_time: now })
    .where('id', '=', id)
    .execute()
}

/** That the holder of a session proved anew who they are. */
export async function setSessionProved(db: Db, id: string, isStrong: boolean, now: number): Promise<void> {
  await db.sql
    .updateTable('sessions')
    .set({ proved_time: now, updated_time: now, ...(isStrong && { is_strong: 1 }) })
    .where('id', '=', id)
    .execute()
}

/** That a session was used, from where. */
export async function setSessionSeen(
  db: Db,
  id: string,
  { time, address, agent }: { time: number; address: string; agent: string | null },
): Promise<void> {
  await db.sql
    .updateTable('sessions')
    .set({ seen_time: time, ip_address: address, user_agent: agent })
    .where('id', '=', id)
    .where('seen_time', '<', time)
    .execute()
}

/** Sessions of an account, the last used first. */
export const sessionsOf = (db: Db, accountId: string, now: number): Promise<SessionRow[]> =>
  db.sql
    .selectFrom('sessions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('expires_time', '>', now)
    .orderBy('seen_time', 'desc')
    .orderBy('id')
    .execute()

/**
 * The sessions that may be used in a workspace, wherever they are now, by the person that their holder is there; of who
 * has come in there, for others are not its business.
 */
export const sessionsLeadingTo = (db: Db, workspaceId: string, now: number): Promise<{ user_id: string }[]> =>
  db.sql
    .selectFrom('users as u')
    .innerJoin('accounts as a', 'a.email_key', 'u.email_key')
    .innerJoin('sessions as s', 's.account_id', 'a.id')
    .select('u.id as user_id')
    .where('u.workspace_id', '=', workspaceId)
    .where('s.expires_time', '>', now)
    .whereRef('s.proved_time', '>', 'u.sessions_from')
    .whereRef('u.entered_by', '=', 'a.id')
    .execute()

/** With what the holder of a session came in. */
export const strengthOfSession = (
  db: Db,
  id: string,
): Promise<Pick<SessionRow, 'is_strong' | 'saml_workspace_id'> | undefined> =>
  db.sql
    .selectFrom('sessions')
    .select(['is_strong', 'saml_workspace_id'])
    .where('id', '=', id)
    .executeTakeFirst()

export async function deleteSession(db: Db, id: string): Promise<void> {
  await db.sql.deleteFrom('sessions').where('id', '=', id).execute()
}

/**
 * Ends the sessions of an account, but for one, and the sign-ins that wait for a second factor.
 *
 * @returns how many there were.
 */
export async function deleteSessionsOf(db: Db, accountId: string, exceptId: string | null): Promise<number> {
  await db.sql
    .deleteFrom('account_challenges')
    .where('account_id', '=', accountId)
    .where('purpose', '=', 'second_factor')
    .execute()
  const { numDeletedRows } = await db.sql
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Sessions of people with an e-mail in these domains, but those that this workspace's identity provider opened. */
export const sessionsOfDomains = async (
  db: Db,
  workspaceId: string,
  domains: readonly string[],
): Promise<{ id: string; email_key: string }[]> =>
  domains.length === 0
    ? []
    : db.sql
        .selectFrom('sessions as s')
        .innerJoin('accounts as a', 'a.id', 's.account_id')
        .select(['s.id', 'a.email_key'])
        .where((eb) => eb.or(domains.map((domain) => eb('a.email_key', 'like', `%@${domain}`))))
        .where((eb) =>
          eb.or([eb('s.saml_workspace_id', 'is', null), eb('s.saml_workspace_id', '!=', workspaceId)]),
        )
        .execute()

/** Ends the sessions of people with an e-mail in a domain that this workspace's identity provider opened; whose they were. */
export async function deleteVouchedSessions(db: Db, workspaceId: string, domain: string): Promise<string[]> {
  const ofDomain = db.sql.selectFrom('accounts').select('id').where('email_key', 'like', `%@${domain}`)
  const ended = await db.sql
    .deleteFrom('sessions')
    .where('saml_workspace_id', '=', workspaceId)
    .where('account_id', 'in', ofDomain)
    .returning('account_id')
    .execute()
  return ended.map(({ account_id }) => account_id)
}

export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  await db.sql.deleteFrom('sessions').where('expires_time', '<=', now).execute()
}
