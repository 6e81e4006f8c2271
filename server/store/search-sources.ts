/** What the texts of pages and databases are made of. */
import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'

export interface SourceNode {
  id: string
  type: 'child_page' | 'child_database'
  has_children: number
  trash_root: string | null
  /** Of a page. */
  title: string | null
  data_source_id: string | null
  /** Of a page, JSON: stored values by raw property id. */
  properties: string | null
  /** Of a database, JSON: stored rich text. */
  database_title: string | null
  description: string | null
}

/** Those of some ids that are pages or databases, in the trash too. */
export async function sourceNodes(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<SourceNode[]> {
  const { rows } = await sql<SourceNode>`
    select b.id, b.type, b.has_children, b.trash_root, p.title, p.data_source_id, p.properties,
      s.title as database_title, s.description
    from blocks as b
      left join pages as p on p.workspace_id = b.workspace_id and p.id = b.id
      left join databases as s on s.workspace_id = b.workspace_id and s.id = b.id
    where b.workspace_id = ${workspaceId} and ${dialects[db.dialect].idIn('b.id', JSON.stringify(ids))}
      and b.type in ('child_page', 'child_database')`.execute(db.sql)
  return rows
}

export interface SourceBlock {
  id: string
  parent_id: string
  type: string
  content: string
}

/** Blocks of a page at any depth, each after its elder siblings: those in use, or that went to the trash with it. */
export async function blocksInside(
  db: Db,
  workspaceId: string,
  { id, trash_root }: Pick<SourceNode, 'id' | 'trash_root'>,
): Promise<SourceBlock[]> {
  const isThere = sql`(b.trash_root is null or b.trash_root = ${trash_root ?? ''})
    and b.type not in ('child_page', 'child_database')`
  const { rows } = await sql<SourceBlock>`
    with recursive inside(id, parent_id, position, type, content) as (
      select b.id, b.parent_id, b.position, b.type, b.content from blocks as b
      where b.workspace_id = ${workspaceId} and b.parent_id = ${id} and ${isThere}
      union all
      select b.id, b.parent_id, b.position, b.type, b.content from inside
        join blocks as b on b.workspace_id = ${workspaceId} and b.parent_id = inside.id
      where ${isThere}
    )
    select id, parent_id, type, content from inside order by position, id`.execute(db.sql)
  return rows
}

export interface SourceComment {
  id: string
  parent_id: string
  container_id: string
  /** JSON: stored rich text. */
  rich_text: string
}

/** Comments on pages and the blocks in them, in the order in which they were made. */
export async function commentsIn(
  db: Db,
  workspaceId: string,
  pageIds: readonly string[],
): Promise<SourceComment[]> {
  const { rows } = await sql<SourceComment>`
    select id, parent_id, container_id, rich_text from comments
    where workspace_id = ${workspaceId} and ${dialects[db.dialect].idIn('container_id', JSON.stringify(pageIds))}
    order by id`.execute(db.sql)
  return rows
}

/** Schemas (JSON) of some data sources. */
export async function schemasOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; properties: string }[]> {
  const { rows } = await sql<{ id: string; properties: string }>`
    select id, properties from data_sources
    where workspace_id = ${workspaceId} and ${dialects[db.dialect].idIn('id', JSON.stringify(ids))}`.execute(
    db.sql,
  )
  return rows
}

/** What the data sources in use of some databases are called. */
export async function dataSourceTitles(
  db: Db,
  workspaceId: string,
  databaseIds: readonly string[],
): Promise<{ database_id: string; title: string }[]> {
  const { rows } = await sql<{ database_id: string; title: string }>`
    select database_id, title from data_sources
    where workspace_id = ${workspaceId} and in_trash = 0
      and ${dialects[db.dialect].idIn('database_id', JSON.stringify(databaseIds))}
    order by position, id`.execute(db.sql)
  return rows
}
