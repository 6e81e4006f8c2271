import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { BlockRow } from './tables/content.ts'

/** A page or database as somebody picks it from a list. */
export interface PickableNode {
  id: string
  type: 'child_page' | 'child_database'
  parent_type: BlockRow['parent_type']
  /** The page that it stands in. */
  parent_page_id: string | null
  access_id: string
  page_title: string | null
  /** JSON: stored rich text. */
  database_title: string | null
  icon: string | null
  /** Somebody else than the one who asks reaches it too. */
  is_shared: number
}

export interface PickFor {
  /** JSON array of principals, and which of them is the person alone. */
  principals: string
  self: string
  /** The least level. */
  level: number
  now: number
  /** Folded text that the title holds, or these ids; rows of databases are left out when neither is given. */
  text?: string
  ids?: readonly string[]
  limit: number
}

/** Pages and databases that one of the principals has at a level, those edited last first. */
export async function pickableNodes(db: Db, workspaceId: string, pick: PickFor): Promise<PickableNode[]> {
  const { principals, self, level, now, text, ids, limit } = pick
  const { textIn, idIn, containsText } = dialects[db.dialect]
  const pattern = `%${(text ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`
  const isWanted =
    ids !== undefined
      ? idIn('b.id', JSON.stringify(ids))
      : text === undefined
        ? sql`b.parent_type <> 'data_source_id'`
        : sql`(${containsText(sql.ref('p.title_key'), pattern)} or exists (
            select 1 from data_sources as d
            where d.workspace_id = b.workspace_id and d.database_id = b.id
              and ${containsText(sql.ref('d.title_key'), pattern)}
          ))`
  const inForce = sql`e.workspace_id = b.workspace_id and e.list_id = b.access_id
    and (e.expires_time is null or e.expires_time > ${now})`
  const { rows } = await sql<PickableNode>`
    select b.id, b.type, b.parent_type, up.container_id as parent_page_id, b.access_id,
      p.title as page_title, s.title as database_title, coalesce(p.icon, s.icon) as icon,
      case when exists (
        select 1 from access_entries as e
        where ${inForce} and e.principal <> ${self} and e.principal not like 'bot:%'
      ) then 1 else 0 end as is_shared
    from blocks as b
    left join blocks as up on up.workspace_id = b.workspace_id and up.id = b.parent_id
    left join pages as p on p.workspace_id = b.workspace_id and p.id = b.id
    left join databases as s on s.workspace_id = b.workspace_id and s.id = b.id
    where b.workspace_id = ${workspaceId} and b.type in ('child_page', 'child_database')
      and b.trash_root is null and coalesce(p.is_template, 0) = 0
      and exists (
        select 1 from access_entries as e
        where ${inForce} and e.level >= ${level} and ${textIn('e.principal', principals)}
      )
      and ${isWanted}
    order by b.last_edited_time desc, b.id desc
    limit ${limit}
  `.execute(db.sql)
  return rows
}

/** The pages and databases where a principal was granted something. */
export const nodesGrantedTo = (db: Db, workspaceId: string, principal: string): Promise<{ id: string }[]> =>
  db.sql
    .selectFrom('access_grants as g')
    .innerJoin('access_lists as l', (join) =>
      join.onRef('l.workspace_id', '=', 'g.workspace_id').onRef('l.id', '=', 'g.list_id'),
    )
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'l.workspace_id').onRef('b.id', '=', 'l.node_id'),
    )
    .select('b.id')
    .where('g.workspace_id', '=', workspaceId)
    .where('g.principal', '=', principal)
    .execute()
