import type { Db } from './dialects/dialect.ts'
import type { ScimTokenRow } from './tables.ts'

export const insertScimToken = (db: Db, row: ScimTokenRow): Promise<unknown> =>
  db.sql.insertInto('scim_tokens').values(row).execute()

export const scimTokenByHash = (db: Db, hash: string): Promise<ScimTokenRow | undefined> =>
  db.sql.selectFrom('scim_tokens').selectAll().where('hash', '=', hash).executeTakeFirst()

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
