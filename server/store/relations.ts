import { sql } from 'kysely'
import type { Db } from './dialects/dialect.ts'
import { isVisible } from './nodes.ts'

/** Who looks: links to pages that are hidden from them are not shown. */
interface Onlooker {
  principals: string
  now: number
}

export interface Link {
  page_id: string
  property_id: string
  target_id: string
  position: number
}

/**
 * The first links of each relation property of some pages, in order, without those whose target is in the
 * trash or hidden.
 *
 * @param each how many links of one property are read.
 */
export async function firstLinks(
  db: Db,
  workspaceId: string,
  pageIds: readonly string[],
  { principals, now }: Onlooker,
  each: number,
): Promise<Link[]> {
  if (pageIds.length === 0) return []
  const { rows } = await sql<Link>`
    select page_id, property_id, target_id, position from (
      select r.page_id, r.property_id, r.target_id, r.position,
        row_number() over (partition by r.page_id, r.property_id order by r.position, r.target_id) as place
      from relations as r
        join blocks as b on b.workspace_id = r.workspace_id and b.id = r.target_id and b.trash_root is null
      where r.workspace_id = ${workspaceId} and r.page_id in (${sql.join(pageIds)})
        and ${isVisible(db, workspaceId, 'b.access_id', principals, now)}
    ) as placed
    where place <= ${each}
    order by page_id, property_id, position, target_id
  `.execute(db.sql)
  return rows
}

/** Links of one property from a place on, without those whose target is in the trash or hidden. */
export const linksFrom = (
  db: Db,
  workspaceId: string,
  pageId: string,
  propertyId: string,
  { principals, now }: Onlooker,
  fromPosition: number,
  limit: number,
): Promise<Pick<Link, 'target_id' | 'position'>[]> =>
  db.sql
    .selectFrom('relations as r')
    .innerJoin('blocks as b', (join) =>
      join.onRef('b.workspace_id', '=', 'r.workspace_id').onRef('b.id', '=', 'r.target_id'),
    )
    .select(['r.target_id', 'r.position'])
    .where('r.workspace_id', '=', workspaceId)
    .where('r.page_id', '=', pageId)
    .where('r.property_id', '=', propertyId)
    .where('b.trash_root', 'is', null)
    .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
    .where('r.position', '>=', fromPosition)
    .orderBy('r.position')
    .orderBy('r.target_id')
    .limit(limit)
    .execute()

/** Every link of one property, those to the trash included. */
export const allLinks = (
  db: Db,
  workspaceId: string,
  pageId: string,
  propertyId: string,
): Promise<Pick<Link, 'target_id' | 'position'>[]> =>
  db.sql
    .selectFrom('relations')
    .select(['target_id', 'position'])
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .where('property_id', '=', propertyId)
    .orderBy('position')
    .execute()

export const insertLinks = (db: Db, workspaceId: string, links: readonly Link[]): Promise<void> =>
  db.insertRows(
    'relations',
    links.map((link) => ({ workspace_id: workspaceId, ...link })),
  )

/** Removes links of one property to some pages. */
export async function deleteLinks(
  db: Db,
  workspaceId: string,
  pageId: string,
  propertyId: string,
  targetIds: readonly string[],
): Promise<void> {
  if (targetIds.length === 0) return
  await db.sql
    .deleteFrom('relations')
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .where('property_id', '=', propertyId)
    .where('target_id', 'in', targetIds)
    .execute()
}

/** The place after the last link of one property. */
export async function nextLinkPosition(
  db: Db,
  workspaceId: string,
  pageId: string,
  propertyId: string,
): Promise<number> {
  const row = await db.sql
    .selectFrom('relations')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('workspace_id', '=', workspaceId)
    .where('page_id', '=', pageId)
    .where('property_id', '=', propertyId)
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

/** Removes a property's links from every page of a data source. */
export async function deletePropertyLinks(
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  propertyId: string,
): Promise<void> {
  await sql`
    delete from relations where workspace_id = ${workspaceId} and property_id = ${propertyId}
      and page_id in (select id from pages where workspace_id = ${workspaceId} and data_source_id = ${dataSourceId})
  `.execute(db.sql)
}

/** Shows the links of a property from the other side: a link back for each, under `reverseId`. No page links to a template. */
export async function mirrorLinks(
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  propertyId: string,
  reverseId: string,
): Promise<void> {
  await sql`
    insert into relations (workspace_id, page_id, property_id, target_id, position)
    select r.workspace_id, r.target_id, ${reverseId}, r.page_id,
      row_number() over (partition by r.target_id order by r.page_id) - 1
    from relations as r
      join pages as p on p.workspace_id = r.workspace_id and p.id = r.page_id
    where r.workspace_id = ${workspaceId} and r.property_id = ${propertyId} and p.data_source_id = ${dataSourceId}
      and p.is_template = 0
  `.execute(db.sql)
}

/** Removes every link to a page. */
export async function clearLinksTo(db: Db, workspaceId: string, pageId: string): Promise<void> {
  await db.sql
    .deleteFrom('relations')
    .where('workspace_id', '=', workspaceId)
    .where('target_id', '=', pageId)
    .execute()
}

/** Removes every link from a page and to it. */
export async function clearAllLinks(db: Db, workspaceId: string, pageId: string): Promise<void> {
  await db.sql
    .deleteFrom('relations')
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('page_id', '=', pageId), eb('target_id', '=', pageId)]))
    .execute()
}

/**
 * All links of some properties, in order, without those to the trash or to hidden pages.
 *
 * @param pageIds whose links; null is every row of the data source.
 */
export const linksOfProperties = (
  db: Db,
  workspaceId: string,
  dataSourceId: string,
  pageIds: readonly string[] | null,
  propertyIds: readonly string[],
  { principals, now }: Onlooker,
): Promise<Link[]> =>
  propertyIds.length === 0 || pageIds?.length === 0
    ? Promise.resolve([])
    : db.sql
        .selectFrom('relations as r')
        .innerJoin('pages as p', (join) =>
          join.onRef('p.workspace_id', '=', 'r.workspace_id').onRef('p.id', '=', 'r.page_id'),
        )
        .innerJoin('blocks as b', (join) =>
          join.onRef('b.workspace_id', '=', 'r.workspace_id').onRef('b.id', '=', 'r.target_id'),
        )
        .select(['r.page_id', 'r.property_id', 'r.target_id', 'r.position'])
        .where('r.workspace_id', '=', workspaceId)
        .where('p.data_source_id', '=', dataSourceId)
        .$if(pageIds !== null, (query) => query.where('r.page_id', 'in', pageIds!))
        .where('r.property_id', 'in', propertyIds)
        .where('b.trash_root', 'is', null)
        .where(isVisible(db, workspaceId, 'b.access_id', principals, now))
        .orderBy('r.position')
        .execute()
