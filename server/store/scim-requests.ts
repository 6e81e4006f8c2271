/** The log of what directories asked, the newest first. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import type { ScimRequestRow } from './tables/directory.ts'

export const insertScimRequests = (db: Db, rows: readonly ScimRequestRow[]): Promise<unknown> =>
  db.sql.insertInto('scim_requests').values(rows).execute()

export interface ScimRequestFilter {
  directory?: string | undefined
  tokenId?: string | undefined
  resourceId?: string | undefined
  /** The first digit of the status. */
  statusClass?: number | undefined
  /** From this time on. */
  since?: number | undefined
}

/** Requests before this one. */
export type ScimRequestPlace = Pick<ScimRequestRow, 'time' | 'id'>

/** Of the `step` requests before a place those that fit, `limit` at most. */
export const fittingScimRequests = (
  db: Db,
  workspaceId: string,
  filter: ScimRequestFilter,
  before: ScimRequestPlace,
  step: number,
  limit: number,
): Promise<ScimRequestRow[]> =>
  db.sql
    .selectFrom(walked(db, workspaceId, filter, before, step).as('walked'))
    .selectAll()
    .$if(filter.directory !== undefined, (query) => query.where('directory', '=', filter.directory!))
    .$if(filter.tokenId !== undefined, (query) => query.where('token_id', '=', filter.tokenId!))
    .$if(filter.statusClass !== undefined, (query) =>
      query
        .where('status', '>=', filter.statusClass! * 100)
        .where('status', '<', (filter.statusClass! + 1) * 100),
    )
    .orderBy('time', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** The last of these `step`; undefined when there are fewer. */
export const lastScimRequest = (
  db: Db,
  workspaceId: string,
  filter: ScimRequestFilter,
  before: ScimRequestPlace,
  step: number,
): Promise<ScimRequestPlace | undefined> =>
  db.sql
    .selectFrom(walked(db, workspaceId, filter, before, step).as('walked'))
    .select(['time', 'id'])
    .orderBy('time', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .offset(step - 1)
    .executeTakeFirst()

const walked = (
  db: Db,
  workspaceId: string,
  { resourceId, since }: ScimRequestFilter,
  { time, id }: ScimRequestPlace,
  step: number,
) =>
  db.sql
    .selectFrom('scim_requests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(resourceId !== undefined, (query) => query.where('resource_id', '=', resourceId!))
    .$if(since !== undefined, (query) => query.where('time', '>=', since!))
    .where(sql<boolean>`(time, id) < (${time}, ${id})`)
    .orderBy('time', 'desc')
    .orderBy('id', 'desc')
    .limit(step)

/**
 * Deletes the oldest requests before a time, at most `limit` of them.
 *
 * @returns how many.
 */
export async function deleteOldScimRequests(
  db: Db,
  workspaceId: string,
  before: number,
  limit: number,
): Promise<number> {
  const { rows } = await sql`
    delete from scim_requests where (workspace_id, time, id) in (
      select workspace_id, time, id from scim_requests
      where workspace_id = ${workspaceId} and time < ${before} order by time, id limit ${limit}
    ) returning id`.execute(db.sql)
  return rows.length
}
