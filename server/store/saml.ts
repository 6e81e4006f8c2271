import type { Db } from './dialects/dialect.ts'
import type { SamlIdentityRow, SamlOnceRow, SamlSettingsRow } from './tables/saml.ts'

export const samlSettings = (db: Db, workspaceId: string): Promise<SamlSettingsRow | undefined> =>
  db.sql.selectFrom('saml_settings').selectAll().where('workspace_id', '=', workspaceId).executeTakeFirst()

export async function putSamlSettings(db: Db, row: SamlSettingsRow): Promise<void> {
  const { workspace_id: _, ...rest } = row
  await db.sql
    .insertInto('saml_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(rest))
    .execute()
}

export async function updateSamlSettings(
  db: Db,
  workspaceId: string,
  change: Partial<SamlSettingsRow>,
): Promise<void> {
  await db.sql.updateTable('saml_settings').set(change).where('workspace_id', '=', workspaceId).execute()
}

/** Forgets an identity provider. Whom it means by its names stays known: it may be set up again. */
export async function deleteSamlSettings(db: Db, workspaceId: string): Promise<void> {
  await db.sql.deleteFrom('saml_settings').where('workspace_id', '=', workspaceId).execute()
}

/** Whether some workspace lets people sign in by its identity provider. */
export async function isSamlEnabledAnywhere(db: Db): Promise<boolean> {
  const found = await db.sql
    .selectFrom('saml_settings')
    .select('workspace_id')
    .where('enabled', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The settings whose metadata is to be fetched, the longest due first. */
export const dueSamlRefresh = (db: Db, now: number): Promise<SamlSettingsRow | undefined> =>
  db.sql
    .selectFrom('saml_settings')
    .selectAll()
    .where('refresh_due_time', '<=', now)
    .orderBy('refresh_due_time')
    .limit(1)
    .executeTakeFirst()

/** Moves a fetch that is due; false when somebody else did already. */
export async function claimSamlRefresh(
  db: Db,
  { workspace_id, refresh_due_time }: SamlSettingsRow,
  until: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db.sql
    .updateTable('saml_settings')
    .set({ refresh_due_time: until })
    .where('workspace_id', '=', workspace_id)
    .where('refresh_due_time', '=', refresh_due_time)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const samlIdentity = (
  db: Db,
  { workspace_id, issuer, name_id }: Pick<SamlIdentityRow, 'workspace_id' | 'issuer' | 'name_id'>,
): Promise<SamlIdentityRow | undefined> =>
  db.sql
    .selectFrom('saml_identities')
    .selectAll()
    .where('workspace_id', '=', workspace_id)
    .where('issuer', '=', issuer)
    .where('name_id', '=', name_id)
    .executeTakeFirst()

export async function putSamlIdentity(db: Db, row: SamlIdentityRow): Promise<void> {
  const { user_id, last_login_time } = row
  await db.sql
    .insertInto('saml_identities')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'issuer', 'name_id']).doUpdateSet({ user_id, last_login_time }),
    )
    .execute()
}

/** Active people whose address is in one of these domains, and when they last came in by an identity provider. */
export const peopleOfDomains = async (
  db: Db,
  workspaceId: string,
  domains: readonly string[],
  issuer: string,
): Promise<
  {
    id: string
    name: string | null
    email: string | null
    email_key: string | null
    last_login_time: number | null
  }[]
> =>
  domains.length === 0
    ? []
    : db.sql
        .selectFrom('users as u')
        .leftJoin('saml_identities as s', (join) =>
          join
            .onRef('s.workspace_id', '=', 'u.workspace_id')
            .onRef('s.user_id', '=', 'u.id')
            .on('s.issuer', '=', issuer),
        )
        .select(['u.id', 'u.name', 'u.email', 'u.email_key'])
        .select(({ fn }) => fn.max('s.last_login_time').as('last_login_time'))
        .where('u.workspace_id', '=', workspaceId)
        .where('u.type', '=', 'person')
        .where('u.state', '=', 'active')
        .where((eb) => eb.or(domains.map((domain) => eb('u.email_key', 'like', `%@${domain}`))))
        .groupBy(['u.id', 'u.name', 'u.email', 'u.email_key'])
        .orderBy('u.id')
        .execute()

/** The groups that sign-ins put somebody into. */
export async function samlMemberships(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('saml_memberships')
    .select('group_id')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
  return rows.map(({ group_id }) => group_id)
}

/** Remembers these groups and no others. */
export async function setSamlMemberships(
  db: Db,
  workspaceId: string,
  userId: string,
  groupIds: readonly string[],
): Promise<void> {
  await db.sql
    .deleteFrom('saml_memberships')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
  if (groupIds.length === 0) return
  await db.sql
    .insertInto('saml_memberships')
    .values(groupIds.map((group_id) => ({ workspace_id: workspaceId, user_id: userId, group_id })))
    .execute()
}

/**
 * Keeps something that counts once; what is over goes.
 *
 * @returns false when it was there already.
 */
export async function putOnce(db: Db, row: SamlOnceRow, now: number): Promise<boolean> {
  await db.sql.deleteFrom('saml_once').where('expires_time', '<=', now).execute()
  const { numInsertedOrUpdatedRows = 0n } = await db.sql
    .insertInto('saml_once')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

/** Looks at what counts once and is not over. */
export const readOnce = (
  db: Db,
  kind: SamlOnceRow['kind'],
  hash: string,
  now: number,
): Promise<SamlOnceRow | undefined> =>
  db.sql
    .selectFrom('saml_once')
    .selectAll()
    .where('kind', '=', kind)
    .where('hash', '=', hash)
    .where('expires_time', '>', now)
    .executeTakeFirst()

/** Takes it away: of two at once, one finds it. */
export const takeOnce = (
  db: Db,
  kind: SamlOnceRow['kind'],
  hash: string,
  now: number,
): Promise<SamlOnceRow | undefined> =>
  db.sql
    .deleteFrom('saml_once')
    .where('kind', '=', kind)
    .where('hash', '=', hash)
    .where('expires_time', '>', now)
    .returningAll()
    .executeTakeFirst()
