/** Pages and databases as a tree shows them: where they begin for somebody, what stands in one, and what is above. */
import { type RawBuilder, sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { Fragment } from './fragments.ts'
import { isVisible } from './nodes.ts'
import type { BlockRow } from './tables/content.ts'

/** Who looks, by their principals (JSON), and when. */
export interface TreeFor {
  principals: string
  now: number
}

export interface TreeRow {
  id: string
  type: 'child_page' | 'child_database'
  parent_type: BlockRow['parent_type']
  parent_id: string | null
  /** Of a row: the database of its data source. */
  database_id: string | null
  page_title: string | null
  /** JSON: stored rich text. */
  database_title: string | null
  /** JSON */
  icon: string | null
  level: number
  position: string
  /** A page or database stands in it, or a block that may hold one. */
  has_children: number
  is_in_trash: number
}

/** After which item a list goes on. */
export type TreePlace = Pick<TreeRow, 'position' | 'id'>

/**
 * Where the tree begins for somebody outside of their teamspaces: what they reach without reaching what it stands in.
 *
 * In the order that they gave it; what has no place comes last.
 *
 * @param self the principal that is they alone; those that nobody else reaches are private to them.
 * @param teamspaces JSON: the ids of their teamspaces, whose top pages stand there.
 */
export const treeRoots = (
  db: Db,
  workspaceId: string,
  {
    self,
    userId,
    teamspaces,
    isPrivate,
    ...by
  }: TreeFor & { self: string; userId: string; teamspaces: string; isPrivate: boolean },
  from: TreePlace | null,
  limit: number,
): Promise<TreeRow[]> => {
  const { textIn } = dialects[db.dialect]
  return treeRows(db, workspaceId, by, {
    join: sql`left join tree_places as o
      on o.workspace_id = b.workspace_id and o.node_id = b.id and o.user_id = ${userId}`,
    position: sql`coalesce(o.position, ${LAST})`,
    where: sql`b.id in (
        select l.node_id from access_lists as l
          join access_entries as e on e.workspace_id = l.workspace_id and e.list_id = l.id
        where l.workspace_id = ${workspaceId} and ${textIn('e.principal', by.principals)}
      )
      and not (b.parent_type = 'workspace' and b.parent_id is not null and ${textIn('b.parent_id', teamspaces)})
      and not exists (
        select 1 from blocks as up
          join blocks as c on c.workspace_id = up.workspace_id and c.id = up.container_id
        where up.workspace_id = b.workspace_id and up.id = coalesce(d.database_id, b.parent_id)
          and ${isVisible(db, workspaceId, 'c.access_id', by.principals, by.now)}
      )
      and ${sql.raw(isPrivate ? 'not exists' : 'exists')} (
        select 1 from access_entries as e
        where e.workspace_id = b.workspace_id and e.list_id = b.access_id
          and (e.expires_time is null or e.expires_time > ${by.now})
          and e.principal <> ${self} and e.principal not like 'bot:%'
      )`,
    from,
    limit,
  })
}

/** The top of a teamspace. */
export const treeOfTeamspace = (
  db: Db,
  workspaceId: string,
  teamspaceId: string,
  by: TreeFor,
  from: TreePlace | null,
  limit: number,
): Promise<TreeRow[]> =>
  treeRows(db, workspaceId, by, {
    where: sql`b.parent_id = ${teamspaceId} and b.parent_type = 'workspace'`,
    position: sql`coalesce(nullif(b.position, ''), ${LAST})`,
    from,
    limit,
  })

/** What stands in a page, at any depth of blocks. */
export const treeBelow = (
  db: Db,
  workspaceId: string,
  pageId: string,
  by: TreeFor,
  from: TreePlace | null,
  limit: number,
): Promise<TreeRow[]> =>
  treeRows(db, workspaceId, by, {
    where: sql`b.parent_id in (
      with recursive inside(id) as (
        select id from blocks where workspace_id = ${workspaceId} and id = ${pageId}
        union all
        select k.id from inside join blocks as k on k.workspace_id = ${workspaceId} and k.parent_id = inside.id
          and k.type not in ('child_page', 'child_database') and k.has_children = 1 and k.trash_root is null
      )
      select id from inside
    )`,
    from,
    limit,
  })

/** Those of some pages and databases that somebody sees, in the order of their ids. */
export const treeAmong = (
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  by: TreeFor,
): Promise<TreeRow[]> =>
  treeRows(db, workspaceId, by, {
    where: dialects[db.dialect].idIn('b.id', JSON.stringify(ids)),
    from: null,
    limit: ids.length,
    includesTrash: true,
  })

/** What somebody keeps at hand and still sees, in their order; `position` is that of their list. */
export const favoritesOf = (
  db: Db,
  workspaceId: string,
  userId: string,
  by: TreeFor,
  from: TreePlace | null,
  limit: number,
): Promise<TreeRow[]> =>
  treeRows(db, workspaceId, by, {
    join: sql`join favorites as f on f.workspace_id = b.workspace_id and f.node_id = b.id and f.user_id = ${userId}`,
    where: sql`1 = 1`,
    position: sql`f.position`,
    from,
    limit,
  })

/** Comes after every place that was given. */
export const LAST = '~'

interface Wanted {
  join?: RawBuilder<unknown>
  where: RawBuilder<unknown> | Fragment
  position?: RawBuilder<unknown>
  from: TreePlace | null
  limit: number
  includesTrash?: boolean
}

async function treeRows(
  db: Db,
  workspaceId: string,
  { principals, now }: TreeFor,
  { join = sql``, where, position: place = sql`b.position`, from, limit, includesTrash = false }: Wanted,
): Promise<TreeRow[]> {
  const { rows } = await sql<TreeRow>`
    select * from (
      select b.id, b.type, b.parent_type, b.parent_id, d.database_id, p.title as page_title,
        s.title as database_title, coalesce(p.icon, s.icon) as icon, ${place} as position,
        (
          select max(e.level) from access_entries as e
          where e.workspace_id = b.workspace_id and e.list_id = b.access_id
            and ${dialects[db.dialect].textIn('e.principal', principals)}
            and (e.expires_time is null or e.expires_time > ${now})
        ) as level,
        case when b.has_children = 1 and exists (
          select 1 from blocks as k
          where k.workspace_id = b.workspace_id and k.parent_id = b.id and k.trash_root is null
            and (k.type in ('child_page', 'child_database') or k.has_children = 1)
        ) then 1 else 0 end as has_children,
        case when b.trash_root is null then 0 else 1 end as is_in_trash
      from blocks as b ${join}
        left join pages as p on p.workspace_id = b.workspace_id and p.id = b.id
        left join databases as s on s.workspace_id = b.workspace_id and s.id = b.id
        left join data_sources as d on d.workspace_id = b.workspace_id and d.id = p.data_source_id
      where b.workspace_id = ${workspaceId} and b.type in ('child_page', 'child_database')
        ${includesTrash ? sql`` : sql`and b.trash_root is null`} and coalesce(p.is_template, 0) = 0
        and ${where}
        ${from === null ? sql`` : sql`and (${place}, b.id) >= (${from.position}, ${from.id})`}
    ) as found
    where level is not null
    order by position, id limit ${limit}
  `.execute(db.sql)
  return rows
}
