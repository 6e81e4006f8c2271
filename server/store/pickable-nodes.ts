import { type RawBuilder, sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import type { Fragment } from './fragments.ts'
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
  /** The teamspace at whose top it stands. */
  teamspace_name: string | null
  /** Somebody else than the one who asks reaches it too. */
  is_shared: number
  /** A page or database stands in it, or a block that may hold one. Rows of a database do not count. */
  has_children: number
}

/** Which of all: those whose title holds a folded text, these, where the tree begins, or what stands in some pages. */
export type Picked =
  | { text: string }
  | { ids: readonly string[] }
  | { teamspaces: readonly (string | null)[] }
  | { inside: readonly string[] }

export interface PickFor {
  /** JSON array of principals, and which of them is the person alone. */
  principals: string
  self: string
  /** The least level. */
  level: number
  now: number
  picked: Picked
  limit: number
}

/** Pages and databases that one of the principals has at a level: in their order, or what was edited last first where a text is looked for. */
export async function pickableNodes(db: Db, workspaceId: string, pick: PickFor): Promise<PickableNode[]> {
  const { self, now, picked, limit } = pick
  const { rows } = await sql<PickableNode>`
    select b.id, b.type, b.parent_type, up.container_id as parent_page_id, b.access_id,
      p.title as page_title, s.title as database_title, coalesce(p.icon, s.icon) as icon,
      t.name as teamspace_name,
      case when exists (
        select 1 from access_entries as e
        where e.workspace_id = b.workspace_id and e.list_id = b.access_id
          and (e.expires_time is null or e.expires_time > ${now})
          and e.principal <> ${self} and e.principal not like 'bot:%'
      ) then 1 else 0 end as is_shared,
      case when b.type = 'child_page' and b.has_children = 1 and exists (
        select 1 from blocks as k
        where k.workspace_id = b.workspace_id and k.parent_id = b.id and k.trash_root is null
          and (k.type in ('child_page', 'child_database') or k.has_children = 1)
      ) then 1 else 0 end as has_children
    from blocks as b
    left join blocks as up on up.workspace_id = b.workspace_id and up.id = b.parent_id
    left join pages as p on p.workspace_id = b.workspace_id and p.id = b.id
    left join databases as s on s.workspace_id = b.workspace_id and s.id = b.id
    left join data_sources as d on d.workspace_id = b.workspace_id and d.id = p.data_source_id
    left join teamspaces as t on t.workspace_id = b.workspace_id and t.id = b.parent_id
    where b.workspace_id = ${workspaceId} and b.type in ('child_page', 'child_database')
      and b.trash_root is null and coalesce(p.is_template, 0) = 0
      and ${reaches(db, pick, 'b.access_id')}
      and ${isPicked(db, workspaceId, pick)}
    order by ${'text' in picked ? sql`b.last_edited_time desc, b.id desc` : sql`b.position, b.id`}
    limit ${limit}
  `.execute(db.sql)
  return rows
}

type Condition = RawBuilder<unknown> | Fragment<boolean>

const reaches = (db: Db, { principals, level, now }: PickFor, list: string): Condition => sql`exists (
  select 1 from access_entries as e
  where e.workspace_id = b.workspace_id and e.list_id = ${sql.ref(list)}
    and (e.expires_time is null or e.expires_time > ${now})
    and e.level >= ${level} and ${dialects[db.dialect].textIn('e.principal', principals)}
)`

function isPicked(db: Db, workspaceId: string, pick: PickFor): Condition {
  const { principals, picked } = pick
  const { textIn, idIn, containsText } = dialects[db.dialect]
  if ('ids' in picked) return idIn('b.id', JSON.stringify(picked.ids))
  if ('text' in picked) {
    const pattern = `%${picked.text.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql`(${containsText(sql.ref('p.title_key'), pattern)} or exists (
      select 1 from data_sources as o
      where o.workspace_id = b.workspace_id and o.database_id = b.id
        and ${containsText(sql.ref('o.title_key'), pattern)}
    ))`
  }
  if ('inside' in picked) {
    return sql`b.parent_id in (
      with recursive inside(id) as (
        select id from blocks where workspace_id = ${workspaceId} and ${idIn('id', JSON.stringify(picked.inside))}
        union all
        select k.id from inside join blocks as k on k.workspace_id = ${workspaceId} and k.parent_id = inside.id
          and k.type not in ('child_page', 'child_database') and k.has_children = 1 and k.trash_root is null
      )
      select id from inside
    )`
  }
  // Who has something and not what it stands in was given it there, or has it of the teamspace at whose top it stands.
  return sql`(
      b.id in (
        select l.node_id from access_lists as l
          join access_entries as e on e.workspace_id = l.workspace_id and e.list_id = l.id
        where l.workspace_id = ${workspaceId} and ${textIn('e.principal', principals)}
      )
      or (b.parent_type = 'workspace' and ${idIn('b.parent_id', JSON.stringify(picked.teamspaces))})
    )
    and not exists (
      select 1 from blocks as o
        join blocks as c on c.workspace_id = o.workspace_id and c.id = o.container_id
      where o.workspace_id = b.workspace_id and o.id = coalesce(d.database_id, b.parent_id)
        and ${reaches(db, pick, 'c.access_id')}
    )`
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
