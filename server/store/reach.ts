/** What a bot reaches and what reaches a page: read along access lists, from either end. */
import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'

/** A page or database that one of some principals reaches; the title of a database is its stored rich text. */
export interface ReachedNode {
  id: string
  type: 'child_page' | 'child_database'
  page_title: string | null
  database_title: string | null
  level: number
  /** The page or database it stands in, where that is reached too. */
  parent_id: string | null
  parent_type: 'child_page' | 'child_database' | null
  /** Whether one of the principals was granted it just here. */
  is_granted: number
}

/** Pages and databases in use, from `fromId` on. */
export async function reachedNodes(
  db: Db,
  workspaceId: string,
  principals: readonly string[],
  now: number,
  fromId: string | null,
  limit: number,
): Promise<ReachedNode[]> {
  if (principals.length === 0) return []
  const among = sql.join(principals)
  const { rows } = await sql<ReachedNode>`
    with reached(list_id, level) as (
      select e.list_id, max(e.level) from access_entries as e
      where e.workspace_id = ${workspaceId} and e.principal in (${among})
        and (e.expires_time is null or e.expires_time > ${now})
      group by e.list_id
    )
    select b.id, b.type, p.title as page_title, s.title as database_title, r.level,
      case when above.list_id is not null then c.id end as parent_id,
      case when above.list_id is not null then c.type end as parent_type,
      case when exists (
        select 1 from access_lists as l
          join access_grants as g on g.workspace_id = l.workspace_id and g.list_id = l.id
        where l.workspace_id = b.workspace_id and l.id = b.access_id and l.node_id = b.id
          and g.principal in (${among}) and (g.expires_time is null or g.expires_time > ${now})
      ) then 1 else 0 end as is_granted
    from reached as r
      join blocks as b on b.workspace_id = ${workspaceId} and b.access_id = r.list_id
      left join pages as p on p.workspace_id = b.workspace_id and p.id = b.id
      left join databases as s on s.workspace_id = b.workspace_id and s.id = b.id
      left join data_sources as d on d.workspace_id = b.workspace_id and d.id = p.data_source_id
      left join blocks as u on u.workspace_id = b.workspace_id and u.id = coalesce(d.database_id, b.parent_id)
      left join blocks as c on c.workspace_id = u.workspace_id and c.id = u.container_id
      left join reached as above on above.list_id = c.access_id
    where b.trash_root is null and b.id >= ${fromId ?? ''}
    order by b.id limit ${limit}
  `.execute(db.sql)
  return rows
}

/** A bot that reaches a list, with the connection it belongs to. */
export interface ReachingBot {
  bot_id: string
  owner_user_id: string | null
  connection_id: string
  level: number
  expires_time: number | null
}

/** Bots in use that a list lets in, one line for each of their levels. */
export async function botsReaching(
  db: Db,
  workspaceId: string,
  listId: string,
  now: number,
): Promise<ReachingBot[]> {
  const { rows } = await sql<ReachingBot>`
    select u.id as bot_id, u.owner_user_id, u.connection_id, e.level, e.expires_time
    from access_entries as e
      join users as u on u.workspace_id = e.workspace_id and e.principal = 'bot:' || u.id
    where e.workspace_id = ${workspaceId} and e.list_id = ${listId} and u.type = 'bot' and u.state = 'active'
      and u.connection_id is not null and (e.expires_time is null or e.expires_time > ${now})
    order by u.id, e.level desc
  `.execute(db.sql)
  return rows
}

/** The list that a page or database stands under. */
export async function accessIdOf(db: Db, workspaceId: string, id: string): Promise<string | null> {
  const row = await db.sql
    .selectFrom('blocks')
    .select('access_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.access_id ?? null
}
