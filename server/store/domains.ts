import type { Db } from './dialects/dialect.ts'
import type { DomainRow } from './tables/workspaces.ts'

export const insertDomain = (db: Db, row: DomainRow): Promise<unknown> =>
  db.sql.insertInto('domains').values(row).execute()

export const domainById = (db: Db, workspaceId: string, id: string): Promise<DomainRow | undefined> =>
  db.sql
    .selectFrom('domains')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

export const domainByName = (db: Db, workspaceId: string, domain: string): Promise<DomainRow | undefined> =>
  db.sql
    .selectFrom('domains')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('domain', '=', domain)
    .executeTakeFirst()

/** Domains in the order they were added, whatever their state; from `fromId` on. */
export const listedDomains = (
  db: Db,
  workspaceId: string,
  fromId: string | null,
  limit: number,
): Promise<DomainRow[]> =>
  db.sql
    .selectFrom('domains')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export async function updateDomain(
  db: Db,
  { workspace_id, id }: Pick<DomainRow, 'workspace_id' | 'id'>,
  change: Partial<DomainRow>,
): Promise<void> {
  await db.sql
    .updateTable('domains')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

export async function deleteDomain(db: Db, { workspace_id, id }: DomainRow): Promise<void> {
  await db.sql.deleteFrom('domains').where('workspace_id', '=', workspace_id).where('id', '=', id).execute()
}

/** Makes a domain that of a workspace; false when it belongs to another one. */
export async function takeDomain(
  db: Db,
  { domain, workspace_id, id }: Pick<DomainRow, 'domain' | 'workspace_id' | 'id'>,
): Promise<boolean> {
  const row = { domain, workspace_id, domain_id: id }
  await db.sql
    .insertInto('verified_domains')
    .values(row)
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .execute()
  return (await ownerOfDomain(db, domain)) === workspace_id
}

export async function releaseDomain(
  db: Db,
  { domain, workspace_id }: Pick<DomainRow, 'domain' | 'workspace_id'>,
): Promise<void> {
  await db.sql
    .deleteFrom('verified_domains')
    .where('domain', '=', domain)
    .where('workspace_id', '=', workspace_id)
    .execute()
}

/** The id of the workspace that a domain belongs to; null when it is nobody's. */
export async function ownerOfDomain(db: Db, domain: string): Promise<string | null> {
  const row = await db.sql
    .selectFrom('verified_domains')
    .select('workspace_id')
    .where('domain', '=', domain)
    .executeTakeFirst()
  return row?.workspace_id ?? null
}

/** Domains, of any workspace, that are its own by the word of an owner alone. */
export const domainsOfOwnersWord = (db: Db): Promise<Pick<DomainRow, 'domain' | 'workspace_id'>[]> =>
  db.sql.selectFrom('domains').select(['domain', 'workspace_id']).where('proof', '=', 'owner').execute()

/** The domains that belong to a workspace, in the order they were added. */
export async function domainsOfWorkspace(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('verified_domains')
    .select('domain')
    .where('workspace_id', '=', workspaceId)
    .orderBy('domain_id')
    .execute()
  return rows.map(({ domain }) => domain)
}

/** The domain, of any workspace, that DNS should have been asked about for longest; undefined when none is due. */
export const dueDomain = (db: Db, now: number): Promise<DomainRow | undefined> =>
  db.sql
    .selectFrom('domains')
    .selectAll()
    .where('due_time', '<=', now)
    .orderBy('due_time')
    .limit(1)
    .executeTakeFirst()

/** Claims a domain until a time; false when somebody was faster. */
export async function claimDomain(
  db: Db,
  { workspace_id, id, due_time }: DomainRow,
  until: number,
): Promise<boolean> {
  const claimed = await db.sql
    .updateTable('domains')
    .set({ due_time: until })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .where('due_time', '=', due_time)
    .returning('id')
    .executeTakeFirst()
  return claimed !== undefined
}
