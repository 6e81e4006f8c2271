import { touchNode } from '#server/store/blocks.ts'
import { dataSourceById } from '#server/store/data-sources.ts'
import { updatePageRow } from '#server/store/pages.ts'
import type { PageRow } from '#server/store/tables/content.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import type { Granted } from '../access/levels.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { toUpdatedBlock } from '../blocks/insert.ts'
import { restoreNode, trashContent, trashNode } from '../blocks/trash.ts'
import type { Context } from '../context.ts'
import { settleLooks, showFiles } from '../files/attach.ts'
import { markTemplate } from '../templates/mark.ts'
import { readBack } from './create.ts'
import { keepPage } from './keep.ts'
import { filesOfPage, type Page, storedValues } from './page.ts'
import { keepNewOptions, type PropertiesRequest, writeLinks, writeProperties } from './properties.ts'
import { metaOf, schemaOfPage } from './view.ts'

export interface PageChange {
  properties?: PropertiesRequest
  /** Stored shapes; null clears. */
  icon?: Record<string, unknown> | null
  cover?: Record<string, unknown> | null
  in_trash?: boolean
  is_locked?: boolean
  is_archived?: boolean
  /** Puts every block of the page into the trash, for good as far as the API can see. */
  erase_content?: boolean
  is_template?: boolean
}

/** Changes what is given and leaves the rest. A change to what is there already leaves no trace. */
export async function updatePage(
  context: Context,
  asked: Granted<Page, 'edit'>,
  change: PageChange,
): Promise<Page> {
  if (change.in_trash === false) await restoreNode(context, asked, 'page')
  else if (asked.trashRoot !== null) refuseInTrash(asked)
  const isMarked =
    change.is_template !== undefined && (await markTemplate(context, asked, change.is_template))
  const page = isMarked ? await readBack(context, asked.id) : asked

  const changedProperties = change.properties ? await changeProperties(context, page, change.properties) : []
  const columns = changedColumns(page, await settleLooks(context, change))
  if (Object.keys(columns).length > 0) await updatePageRow(context.db, context.workspace.id, page.id, columns)
  const isErased = change.erase_content === true && (await eraseContent(context, page))
  recordChange(context, page, columns, changedProperties)
  if (changedProperties.length > 0 || Object.keys(columns).length > 0 || isErased || isMarked) {
    await touchNode(context.db, context.workspace.id, page.id, context.actor.userId, context.now)
  }
  if (change.in_trash === true) await trashNode(context, page, 'page')
  const updated = await readBack(context, page.id)
  await showFiles(context, page.id, filesOfPage(updated), filesOfPage(page))
  return updated
}

/** @returns the raw ids of the properties that differ now. */
async function changeProperties(context: Context, page: Page, request: PropertiesRequest): Promise<string[]> {
  const schema = await schemaOfPage(context, page)
  const written = await writeProperties(context, schema, storedValues(page), request)
  if (page.dataSourceId !== null)
    await keepNewOptions(context, { id: page.dataSourceId, schema }, written.schema)
  const changed = [...written.changed, ...(await writeLinks(context, page, written))]
  if (changed.length === 0) return []
  await keepPage(context, {
    schema: written.schema,
    schemaVersion: await schemaVersionOf(context, page),
    values: written.values,
    meta: metaOf(page),
  })
  return changed
}

async function schemaVersionOf({ db, workspace }: Context, { dataSourceId }: Page): Promise<number> {
  if (dataSourceId === null) return 0
  const [row] = await dataSourceById(db, workspace.id, dataSourceId)
  return row!.schema_version
}

function changedColumns(page: Page, change: PageChange): Partial<PageRow> {
  const columns: Partial<PageRow> = {}
  for (const key of ['icon', 'cover'] as const) {
    const value = change[key]
    if (value === undefined || JSON.stringify(value) === JSON.stringify(page[key])) continue
    columns[key] = value === null ? null : JSON.stringify(value)
  }
  if (change.is_locked !== undefined && change.is_locked !== page.isLocked)
    columns.is_locked = change.is_locked ? 1 : 0
  if (change.is_archived !== undefined && change.is_archived !== page.isArchived) {
    columns.is_archived = change.is_archived ? 1 : 0
  }
  return columns
}

/** @returns whether there was anything to erase. */
async function eraseContent(context: Context, page: Page): Promise<boolean> {
  const erased = await trashContent(context, page.id)
  if (erased.length === 0) return false
  context.record({
    type: 'page.content_updated',
    entity: { type: 'page', id: page.id },
    data: { updated_blocks: erased.map(toUpdatedBlock) },
  })
  return true
}

function recordChange(
  context: Context,
  page: Page,
  columns: Partial<PageRow>,
  changedProperties: string[],
): void {
  const entity = { type: 'page', id: page.id }
  const properties = changedProperties.map(encodePropertyId)
  const updated = [...properties, ...['icon', 'cover', 'is_archived'].filter((key) => key in columns)]
  if (updated.length > 0) {
    context.record({ type: 'page.properties_updated', entity, data: { updated_properties: updated } })
  }
  if (columns.is_locked !== undefined) {
    context.record({ type: columns.is_locked === 1 ? 'page.locked' : 'page.unlocked', entity })
  }
}
