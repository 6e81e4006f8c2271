import { insertBlocks, setHasChildren } from '#server/store/blocks.ts'
import { insertDataSource } from '#server/store/data-sources.ts'
import { insertDatabase } from '#server/store/databases.ts'
import { insertLinks } from '#server/store/relations.ts'
import { placesOf } from '#server/store/row-index.ts'
import { readSubtree, type Subtree } from '#server/store/subtrees.ts'
import type { BlockRow, PageRow } from '#server/store/tables/content.ts'
import { insertView } from '#server/store/views.ts'
import type { StoredSchema, StoredValues } from '#shared/properties/property.ts'
import type { RelationConfig } from '#shared/properties/relation.ts'
import { pageSchema } from '#shared/properties/values.ts'
import { fillMentions, type TemplateUse } from '#shared/rich-text/fill-mentions.ts'
import type { Granted } from '../access/levels.ts'
import { type InsertedTree, newPositions, type Place } from '../blocks/insert.ts'
import { onlooker } from '../blocks/list.ts'
import { readyBlock } from '../blocks/ready.ts'
import type { Context } from '../context.ts'
import { filesIn, showFiles } from '../files/attach.ts'
import { keepNewPage } from '../pages/keep.ts'
import { filesOfPage, mayShowFile, type Page } from '../pages/page.ts'

/** The version that the schema of a copied data source begins with. */
const FIRST_VERSION = 1

/**
 * Copies what a template holds into a page, as far as the actor may see it: blocks, and the pages and databases
 * among them with all that is below those. What names something that is copied names the copy, anything else stays
 * as it is. Original synced blocks are shown and not copied, so that the page stays in step with the template;
 * files are the same files.
 *
 * @param reader who looks, where that is not the actor.
 * @returns what is new directly in the page.
 */
export async function copyContent(
  context: Context,
  template: Granted<Page, 'read'>,
  into: Page,
  place: Place,
  use: TemplateUse,
  reader: Context = context,
): Promise<Pick<InsertedTree, 'id' | 'type'>[]> {
  const { db, workspace } = context
  const found = await readSubtree(db, workspace.id, template, onlooker(reader))
  const copy = planCopy(context, found, template.id)
  const top = copy.blocks.filter((row) => row.parent_id === template.id)
  if (top.length === 0) return []
  const positions = await newPositions(context, into.id, place, top.length)
  const placed = new Map(top.map((row, index) => [row.id, positions[index]!]))
  const copied = { ...copy, into, use, placed }

  const rows = copy.blocks.map((row) => copyBlock(context, copied, row))
  await insertBlocks(db, rows)
  for (const { id, content } of rows) {
    if (mayShowFile(content)) await showFiles(context, id, filesIn(JSON.parse(content)))
  }
  const schemas = await copyDataSources(context, copied, found)
  await copyPages(context, copied, found, schemas)
  await copyViews(context, copied, found)
  await setHasChildren(db, workspace.id, into.id, true)
  recordNew(context, copied)
  return top.map(({ id, type }) => ({ id: copy.idOf(id)!, type }))
}

interface Plan {
  /** What is copied, parents before their children. */
  blocks: BlockRow[]
  /** How many copied children a node has. */
  childCounts: ReadonlyMap<string, number>
  /** The copy of a block, page, database, data source or view. */
  idOf(id: string): string | undefined
  /** Stored JSON that names copies where they are. */
  renamed(json: string): string
}

interface Copying extends Plan {
  into: Page
  use: TemplateUse
  /** Positions of what stands directly in the page, by the block that is copied. */
  placed: ReadonlyMap<string, string>
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Walks from the template down. Siblings are met in their order, and rows in the order they were made. */
function planCopy({ newId }: Context, { blocks, dataSources, views }: Subtree, rootId: string): Plan {
  const byParent = Map.groupBy(blocks, (row) => row.parent_id)
  const inUse = dataSources.filter((source) => source.in_trash === 0)
  const byDatabase = Map.groupBy(inUse, (source) => source.database_id)
  const inTrash = new Set(dataSources.filter((source) => source.in_trash === 1).map(({ id }) => id))
  const shown = views.filter(({ data_source_id }) => data_source_id === null || !inTrash.has(data_source_id))
  const viewsOf = Map.groupBy(shown, (view) => view.database_id)
  const ids = new Map<string, string>()
  const originals = new Set<string>()
  const childCounts = new Map<string, number>()
  const copied: BlockRow[] = []
  const open = [rootId]
  for (let parent = open.shift(); parent !== undefined; parent = open.shift()) {
    const children = (byParent.get(parent) ?? []).toSorted(inOrder)
    childCounts.set(parent, children.length)
    for (const row of children) {
      ids.set(row.id, newId())
      copied.push(row)
      if (isOriginal(row)) {
        originals.add(row.id)
        continue
      }
      open.push(row.id)
      for (const view of viewsOf.get(row.id) ?? []) ids.set(view.id, newId())
      for (const source of byDatabase.get(row.id) ?? []) {
        ids.set(source.id, newId())
        open.push(source.id)
      }
    }
  }
  const renamed = (id: string) => (originals.has(id) ? id : (ids.get(id) ?? id))
  return {
    blocks: copied,
    childCounts,
    idOf: (id) => ids.get(id),
    renamed: (json) => json.replaceAll(uuids, renamed),
  }
}

function inOrder(a: BlockRow, b: BlockRow): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1
  return a.created_time - b.created_time || (a.id < b.id ? -1 : 1)
}

const isOriginal = ({ type, content }: BlockRow): boolean =>
  type === 'synced_block' && JSON.parse(content).synced_from === null

function copyBlock(context: Context, copying: Copying, row: BlockRow): BlockRow {
  const { into, use, placed, idOf, renamed, childCounts } = copying
  const content = isOriginal(row)
    ? { synced_from: { type: 'block_id', block_id: row.id } }
    : fillMentions(JSON.parse(renamed(row.content)), use)
  const isNode = row.access_id !== null
  const id = idOf(row.id)!
  const copy: BlockRow = {
    ...row,
    ...timesOf(context),
    id,
    parent_id: idOf(row.parent_id!) ?? into.id,
    container_id: isNode ? id : (idOf(row.container_id) ?? into.id),
    position: placed.get(row.id) ?? row.position,
    content: JSON.stringify(content),
    has_children: row.type !== 'child_database' && (childCounts.get(row.id) ?? 0) > 0 ? 1 : 0,
    trash_root: null,
    access_id: isNode ? into.accessId : null,
    ready: null,
  }
  return isNode ? copy : { ...copy, ready: readyBlock(copy, content) }
}

const timesOf = ({ actor, now }: Context) => ({
  created_time: now,
  created_by: actor.userId,
  last_edited_time: now,
  last_edited_by: actor.userId,
})

/** @returns the schemas of the copies, by their id. */
async function copyDataSources(
  context: Context,
  { idOf, renamed, use }: Copying,
  { databases, dataSources }: Subtree,
): Promise<Map<string, StoredSchema>> {
  const filled = (json: string) => JSON.stringify(fillMentions(JSON.parse(renamed(json)), use))
  for (const row of databases) {
    const id = idOf(row.id)
    if (id === undefined) continue
    const { title, description } = row
    await insertDatabase(context.db, {
      ...row,
      id,
      title: filled(title),
      description: filled(description),
    })
    await showFiles(context, id, filesIn(read(row.icon), read(row.cover)))
  }
  const schemas = new Map<string, StoredSchema>()
  for (const row of dataSources) {
    const id = idOf(row.id)
    if (id === undefined) continue
    const schema = withinCopy(JSON.parse(row.properties), idOf)
    const properties = renamed(JSON.stringify(schema))
    schemas.set(id, JSON.parse(properties))
    await insertDataSource(context.db, {
      ...row,
      ...timesOf(context),
      id,
      database_id: idOf(row.database_id)!,
      title: filled(row.title),
      description: filled(row.description),
      properties,
      schema_version: FIRST_VERSION,
      default_template_id: row.default_template_id && (idOf(row.default_template_id) ?? null),
    })
    await showFiles(context, id, filesIn(read(row.icon)))
  }
  return schemas
}

const read = (json: string | null): Record<string, unknown> | null =>
  json === null ? null : JSON.parse(json)

/** A relation to what is not copied stays one-way: nobody asked to give its target another property. */
function withinCopy(schema: StoredSchema, idOf: Plan['idOf']): StoredSchema {
  const changed = Object.entries(schema).map(([id, property]) => {
    const config = property.config as RelationConfig
    const leaves =
      property.type === 'relation' &&
      config.type === 'dual_property' &&
      idOf(config.data_source_id) === undefined
    if (!leaves) return [id, property]
    const { data_source_id, database_id } = config
    return [id, { ...property, config: { data_source_id, database_id, type: 'single_property' } }]
  })
  return Object.fromEntries(changed)
}

/** Rows in the order they were made, which their copies keep. */
async function oldestFirst(
  { db, workspace }: Context,
  pages: readonly PageRow[],
): Promise<readonly PageRow[]> {
  const ids = pages.filter((page) => page.data_source_id !== null).map(({ id }) => id)
  const places = new Map((await placesOf(db, workspace.id, ids)).map(({ id, place }) => [id, place]))
  return pages.toSorted((a, b) => (places.get(b.id) ?? 0) - (places.get(a.id) ?? 0))
}

async function copyPages(
  context: Context,
  { idOf, renamed, use }: Copying,
  { pages, relations }: Subtree,
  schemas: ReadonlyMap<string, StoredSchema>,
): Promise<void> {
  const { db, workspace } = context
  for (const row of await oldestFirst(context, pages)) {
    const id = idOf(row.id)
    if (id === undefined) continue
    const sourceId = row.data_source_id === null ? null : idOf(row.data_source_id)!
    const schema = sourceId === null ? pageSchema : schemas.get(sourceId)!
    const values: StoredValues = fillMentions(JSON.parse(renamed(row.properties)), use)
    const meta = { ...timesOf(context), id, unique_number: row.unique_number }
    const { icon, cover, is_locked, is_archived } = row
    await keepNewPage(
      context,
      { dataSourceId: sourceId, isTemplate: row.is_template === 1 },
      { schema, schemaVersion: sourceId === null ? 0 : FIRST_VERSION, values, meta },
      { icon, cover, is_locked, is_archived },
    )
    const valuesText = JSON.stringify(values)
    await showFiles(context, id, filesOfPage({ icon: read(icon), cover: read(cover), valuesText }))
  }
  const links = relations.flatMap(({ page_id, target_id, ...link }) => {
    const from = idOf(page_id)
    return from === undefined ? [] : [{ ...link, page_id: from, target_id: idOf(target_id) ?? target_id }]
  })
  await insertLinks(
    db,
    workspace.id,
    links.map(({ page_id, property_id, target_id, position }) => ({
      page_id,
      property_id,
      target_id,
      position,
    })),
  )
}

/** A view of what is not copied shows it from here too. */
async function copyViews(context: Context, { idOf, renamed }: Copying, { views }: Subtree): Promise<void> {
  const other = (json: string | null) => json && renamed(json)
  for (const row of views) {
    const id = idOf(row.id)
    if (id === undefined) continue
    await insertView(context.db, {
      ...row,
      ...timesOf(context),
      id,
      database_id: idOf(row.database_id)!,
      data_source_id: row.data_source_id && (idOf(row.data_source_id) ?? row.data_source_id),
      dashboard_view_id: row.dashboard_view_id && (idOf(row.dashboard_view_id) ?? null),
      filter: other(row.filter),
      sorts: other(row.sorts),
      quick_filters: other(row.quick_filters),
      configuration: renamed(row.configuration),
    })
  }
}

function recordNew(context: Context, { blocks, into, idOf }: Copying): void {
  for (const { id, type, parent_type, parent_id } of blocks) {
    const kind = type === 'child_page' ? 'page' : type === 'child_database' ? 'database' : null
    if (kind === null) continue
    const parent = { type: parent_type, id: idOf(parent_id!) ?? into.id }
    context.record({
      type: `${kind}.created`,
      entity: { type: kind, id: idOf(id)! },
      data: { parent },
    })
  }
}
