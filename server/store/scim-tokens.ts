import type { Db } from './dialects/dialect.ts'
import { prepared } from './prepared.ts'
import type { ScimTokenRow } from './tables/directory.ts'

export const insertScimToken = (db: Db, row: ScimTokenRow): Promise<unknown> =>
  db.sql.insertInto('scim_tokens').values(row).execute()

export const scimTokenByHash = (db: Db, hash: string): Promise<ScimTokenRow | undefined> =>
  db.sql.selectFrom('scim_tokens').selectAll().where('hash', '=', hash).executeTakeFirst()

/** A token with the workspace that it provisions. */
export interface ScimTokenHolder {
  id: string
  name: string
  workspace_id: string
  workspace_name: string
  workspace_icon: string | null
  workspace_settings: string
}

/** What a token that is neither revoked nor expired is good for. Values: hash, now. */
export const scimTokenHolder = prepared<ScimTokenHolder, [hash: string, now: number]>((query, [hash, now]) =>
  query
    .selectFrom('scim_tokens as t')
    .innerJoin('workspaces as w', 'w.id', 't.workspace_id')
    .select([
      't.id',
      't.name',
      'w.id as workspace_id',
      'w.name as workspace_name',
      'w.icon as workspace_icon',
      'w.settings as workspace_settings',
    ])
    .where('t.hash', '=', hash)
    .where('t.revoked_time', 'is', null)
    .where((eb) => eb.or([eb('t.expires_time', 'is', null), eb('t.expires_time', '>', now)])),
)

/** The tokens of this name that still work. */
export const scimTokensByName = (db: Db, workspaceId: string, name: string): Promise<ScimTokenRow[]> =>
  db.sql
    .selectFrom('scim_tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .where('revoked_time', 'is', null)
    .orderBy('id')
    .execute()

/** Tokens in the order they were made; from `fromId` on. */
export const listedScimTokens = (
  db: Db,
  workspaceId: string,
  fromId: string | null,
  limit: number,
): Promise<ScimTokenRow[]> =>
  db.sql
    .selectFrom('scim_tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(fromId !== null, (query) => query.where('id', '>=', fromId!))
    .orderBy('id')
    .limit(limit)
    .execute()

export const scimTokenById = (db: Db, workspaceId: string, id: string): Promise<ScimTokenRow | undefined> =>
  db.sql
    .selectFrom('scim_tokens')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Also of tokens that ended. */
export const scimTokensByIds = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Pick<ScimTokenRow, 'id' | 'name'>[]> =>
  db.sql
    .selectFrom('scim_tokens')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute()

export async function revokeScimToken(
  db: Db,
  workspaceId: string,
  id: string,
  now: number,
  by: string | null,
): Promise<void> {
  await db.sql
    .updateTable('scim_tokens')
    .set({ revoked_time: now, revoked_by: by })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('revoked_time', 'is', null)
    .execute()
}
