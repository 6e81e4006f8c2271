import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'

export interface SearchFor {
  /** Folded words; a title with any of them is found. Null finds every title. */
  words: readonly string[] | null
  /** Pages are looked for among these; null among all. */
  pages: readonly string[] | null
  kind: 'page' | 'data_source' | null
  /** Every data source; those that are the only one of their database in use; or the first in use of each. */
  sources: 'every' | 'single' | 'first'
  inTrash: boolean
  direction: 'asc' | 'desc'
  /** The first result wanted. */
  from: { time: number; id: string } | null
  limit: number
}

export interface SearchHit {
  kind: 'page' | 'data_source'
  id: string
  title_key: string
  last_edited_time: number
}

/** Pages and data sources that one of the principals may read, by title, in order of their last edit. */
export async function searchTitles(
  db: Db,
  workspaceId: string,
  principals: string,
  now: number,
  search: SearchFor,
): Promise<SearchHit[]> {
  const visible = isVisible(db, workspaceId, 'c.access_id', principals, now)
  const trashed = search.inTrash ? sql`is not null` : sql`is null`
  const wanted = (titleKey: string, time: string, id: string) => sql`
    ${visible} and ${titled(db, titleKey, search.words)} and ${after(time, id, search)}`

  const pages = sql`
    select 'page' as kind, c.id as id, p.title_key as title_key, c.last_edited_time as last_edited_time
    from blocks as c join pages as p on p.workspace_id = c.workspace_id and p.id = c.id
    where c.workspace_id = ${workspaceId} and c.type = 'child_page' and p.is_template = 0
      and c.trash_root ${trashed} and ${among(db, search.pages)} and ${wanted('p.title_key', 'c.last_edited_time', 'c.id')}`
  const dataSources = sql`
    select 'data_source' as kind, d.id as id, d.title_key as title_key, d.last_edited_time as last_edited_time
    from data_sources as d join blocks as c on c.workspace_id = d.workspace_id and c.id = d.database_id
    where d.workspace_id = ${workspaceId}
      and ${isWanted[search.sources]}
      and ${search.inTrash ? sql`(d.in_trash = 1 or c.trash_root is not null)` : sql`d.in_trash = 0 and c.trash_root is null`}
      and ${wanted('d.title_key', 'd.last_edited_time', 'd.id')}`

  const parts = [
    search.kind === 'data_source' ? [] : [pages],
    search.kind === 'page' ? [] : [dataSources],
  ].flat()
  const direction = sql.raw(search.direction)
  const { rows } = await sql<SearchHit>`
    ${sql.join(parts, sql` union all `)}
    order by last_edited_time ${direction}, id ${direction}
    limit ${search.limit}
  `.execute(db.sql)
  return rows
}

/** In use, and no other of its database is; or none before it. */
const isWanted = {
  every: sql`1 = 1`,
  single: sql`d.in_trash = 0 and not exists (${others()})`,
  first: sql`d.in_trash = 0 and not exists (${others()} and (o.position, o.id) < (d.position, d.id))`,
}

function others() {
  return sql`
    select 1 from data_sources as o
    where o.workspace_id = d.workspace_id and o.database_id = d.database_id and o.id <> d.id and o.in_trash = 0`
}

const among = (db: Db, pages: readonly string[] | null) =>
  pages === null ? sql`1 = 1` : dialects[db.dialect].idIn('c.id', JSON.stringify(pages))

function titled(db: Db, column: string, words: readonly string[] | null) {
  if (words === null) return sql`1 = 1`
  if (words.length === 0) return sql`1 = 0`
  const { containsText } = dialects[db.dialect]
  const patterns = words.map((word) =>
    containsText(sql.ref(column), `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`),
  )
  return sql`(${sql.join(patterns, sql` or `)})`
}

function after(time: string, id: string, { from, direction }: SearchFor) {
  if (from === null) return sql`1 = 1`
  const compare = sql.raw(direction === 'desc' ? '<=' : '>=')
  return sql`(${sql.ref(time)}, ${sql.ref(id)}) ${compare} (${from.time}, ${from.id})`
}
