/** What was granted at lists. */
import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'
import type { AccessGrantRow, AccessListRow } from './tables/access.ts'

/** Sets what a principal is granted at a list, in place of what it was: the grant keeps its id and who made it. */
export async function putGrant(db: Db, row: AccessGrantRow): Promise<void> {
  await db.sql
    .insertInto('access_grants')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'list_id', 'principal']).doUpdateSet({
        level: row.level,
        expires_time: row.expires_time,
        updated_time: row.updated_time,
        updated_by: row.updated_by,
        link: row.link,
      }),
    )
    .execute()
}

export const grantsOf = (db: Db, workspaceId: string, listId: string): Promise<AccessGrantRow[]> =>
  db.sql
    .selectFrom('access_grants')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .orderBy('principal')
    .execute()

/** The lists at which a principal was granted something. */
export const listsGranting = (db: Db, workspaceId: string, principal: string): Promise<AccessListRow[]> =>
  db.sql
    .selectFrom('access_lists')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('access_grants')
        .select('list_id')
        .where('workspace_id', '=', workspaceId)
        .where('principal', '=', principal),
    )
    .orderBy('id')
    .execute()

export async function deleteGrants(
  db: Db,
  workspaceId: string,
  listId: string,
  principals: readonly string[],
): Promise<void> {
  await db.sql
    .deleteFrom('access_grants')
    .where('workspace_id', '=', workspaceId)
    .where('list_id', '=', listId)
    .where('principal', 'in', principals)
    .execute()
}

/** A grant that counts at a list, with the node where it was made: this list's own come first, at distance 0. */
export interface GrantInForce extends AccessGrantRow {
  node_id: string
  distance: number
}

/** What was granted at a list and at those that it takes over from, that of the workspace being the last. */
export const grantsCounting = async (
  db: Db,
  workspaceId: string,
  listId: string,
): Promise<GrantInForce[]> => {
  const { rows } = await sql<GrantInForce>`
    with recursive above(id, node_id, parent_list_id, distance) as (
      select l.id, l.node_id, l.parent_list_id, 0 from access_lists as l
      where l.workspace_id = ${workspaceId} and l.id = ${listId} and l.is_archived = 0
      union all
      select l.id, l.node_id, l.parent_list_id, above.distance + 1 from above
        join access_lists as l on l.workspace_id = ${workspaceId}
          and l.id = coalesce(above.parent_list_id, ${workspaceId})
      where above.id <> ${workspaceId} and l.is_archived = 0
    )
    select g.*, above.node_id, above.distance from above
      join access_grants as g on g.workspace_id = ${workspaceId} and g.list_id = above.id
    order by above.distance, g.principal
  `.execute(db.sql)
  return rows
}

/** The lists at which a principal was granted something. */
export const grantsTo = (db: Db, workspaceId: string, principal: string): Promise<AccessGrantRow[]> =>
  db.sql
    .selectFrom('access_grants')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('principal', '=', principal)
    .orderBy('id')
    .execute()

/** Where some principals begin to reach, see `rootsReachedBy`. */
export interface ReachedRoot extends AccessGrantRow {
  /** The page or database. */
  node_id: string
  type: 'child_page' | 'child_database'
  /** Where it was granted: the node itself, or the teamspace or workspace that it stands in. */
  granted_at: string
}

/**
 * The pages and databases at which some principals were granted something, and that they do not reach from above:
 * as far as somebody else, the onlooker, sees them.
 *
 * @param after the grant and the node of the last one that is known.
 */
export const rootsReachedBy = async (
  db: Db,
  workspaceId: string,
  principals: string,
  onlooker: { principals: string; now: number },
  { after, limit }: { after: [grantId: string, nodeId: string] | null; limit: number },
): Promise<ReachedRoot[]> => {
  const { now } = onlooker
  const isTheirs = (column: string) => dialects[db.dialect].textIn(column, principals)
  const columns = sql`g.*, b.id as node_id, b.type, l.node_id as granted_at`
  const common = sql`
    join access_lists as l on l.workspace_id = g.workspace_id and l.id = g.list_id`
  const counts = sql`
    g.workspace_id = ${workspaceId} and ${isTheirs('g.principal')}
    and (g.expires_time is null or g.expires_time > ${now})
    and b.trash_root is null
    and l.is_archived = 0
    and ${isVisible(db, workspaceId, 'b.access_id', onlooker.principals, now)}
    and not exists (
      select 1 from access_entries as e
      where e.workspace_id = ${workspaceId} and e.list_id = l.parent_list_id and ${isTheirs('e.principal')}
        and (e.expires_time is null or e.expires_time > ${now})
    )`
  const { rows } = await sql<ReachedRoot>`
    select * from (
      select ${columns} from access_grants as g ${common}
        join blocks as b on b.workspace_id = g.workspace_id and b.id = l.node_id
      where ${counts}
      union all
      select ${columns} from access_grants as g ${common}
        join teamspaces as t on t.workspace_id = g.workspace_id and t.id = l.node_id
        join blocks as b on b.workspace_id = g.workspace_id and b.access_id = l.id and b.parent_type = 'workspace'
      where ${counts}
      union all
      select ${columns} from access_grants as g ${common}
        join blocks as b on b.workspace_id = g.workspace_id and b.parent_type = 'workspace'
      where g.list_id = ${workspaceId} and ${counts}
    ) as roots
    ${after === null ? sql`` : sql`where (id, node_id) > (${after[0]}, ${after[1]})`}
    order by id, node_id limit ${limit}
  `.execute(db.sql)
  return rows
}

/** Lists that take over from no other and on which a principal alone has full access. */
export async function listsHeldAlone(
  db: Db,
  workspaceId: string,
  principal: string,
  level: number,
): Promise<string[]> {
  const rows = await db.sql
    .selectFrom('access_grants as g')
    .innerJoin('access_lists as l', (join) =>
      join.onRef('l.workspace_id', '=', 'g.workspace_id').onRef('l.id', '=', 'g.list_id'),
    )
    .select('g.list_id')
    .where('g.workspace_id', '=', workspaceId)
    .where('g.principal', '=', principal)
    .where('g.level', '=', level)
    .where('l.parent_list_id', 'is', null)
    .whereRef('l.id', '!=', 'l.workspace_id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('access_grants as other')
            .select('other.id')
            .whereRef('other.workspace_id', '=', 'g.workspace_id')
            .whereRef('other.list_id', '=', 'g.list_id')
            .where('other.principal', '!=', principal)
            .where('other.level', '=', level)
            .where('other.expires_time', 'is', null),
        ),
      ),
    )
    .orderBy('g.list_id')
    .execute()
  return rows.map((row) => row.list_id)
}
