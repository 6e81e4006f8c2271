import { insertBlocks, setHasChildren, touchNode } from '#server/store/blocks.ts'
import { drawUniqueNumber } from '#server/store/data-sources.ts'
import { pageById } from '#server/store/pages.ts'
import type { StoredBlockTree } from '#shared/blocks/store.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { defaultValues, pageSchema } from '#shared/properties/values.ts'
import { listOfNew, type OwnAccess } from '../access/lists.ts'
import type { NewParent } from '../access/parents.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { insertTrees, newPositions, type Place } from '../blocks/insert.ts'
import type { Context } from '../context.ts'
import { settleLooks, showFiles } from '../files/attach.ts'
import { refuseTemplateElsewhere } from '../templates/mark.ts'
import { keepNewPage } from './keep.ts'
import { filesOfPage, type Page, toPage } from './page.ts'
import { keepNewOptions, type PropertiesRequest, writeLinks, writeProperties } from './properties.ts'

export interface NewPage {
  /** A fixed id, of a workspace file. */
  id?: string
  properties?: PropertiesRequest
  /** Stored shapes. */
  icon?: Record<string, unknown> | null
  cover?: Record<string, unknown> | null
  children?: readonly StoredBlockTree[]
  /** Where among the parent's blocks; at the end when absent. */
  place?: Place
  /** A list of its own, in place of sharing its parent's. */
  access?: OwnAccess
  /** A template of its data source instead of a row. */
  isTemplate?: boolean
}

/** Makes a page under a page, a block or the workspace, or a row of a data source. */
export async function createPage(context: Context, parent: NewParent, page: NewPage): Promise<Page> {
  const id = page.id ?? context.newId()
  const { isTemplate = false } = page
  if (isTemplate && parent.type !== 'data_source_id') refuseTemplateElsewhere()
  const home = await homeOf(context, parent, id, page)
  const { db, workspace, actor, now } = context
  const { icon, cover } = await settleLooks(context, { icon: page.icon ?? null, cover: page.cover ?? null })

  const written = await writeProperties(
    context,
    home.schema,
    defaultValues(home.schema),
    page.properties ?? {},
  )
  if (home.dataSource) await keepNewOptions(context, home.dataSource, written.schema)
  const hasUniqueId = Object.values(written.schema).some((property) => property.type === 'unique_id')
  const uniqueNumber =
    home.dataSource && hasUniqueId && !isTemplate
      ? await drawUniqueNumber(db, workspace.id, home.dataSource.id)
      : null

  await insertBlocks(db, [
    {
      workspace_id: workspace.id,
      id,
      type: 'child_page',
      parent_type: parent.type,
      parent_id: home.parentId,
      container_id: id,
      position: home.position,
      content: '{}',
      has_children: 0,
      created_time: now,
      created_by: actor.userId,
      last_edited_time: now,
      last_edited_by: actor.userId,
      trash_root: null,
      access_id: home.accessId,
      ready: null,
    },
  ])
  const meta = { ...timesNow(context), id, unique_number: uniqueNumber }
  await keepNewPage(
    context,
    { dataSourceId: home.dataSource?.id ?? null, isTemplate },
    {
      schema: written.schema,
      schemaVersion: home.dataSource?.schemaVersion ?? 0,
      values: written.values,
      meta,
    },
    {
      icon: icon && JSON.stringify(icon),
      cover: cover && JSON.stringify(cover),
      is_locked: 0,
      is_archived: 0,
    },
  )
  await writeLinks(context, { id, isTemplate }, written)
  await insertTrees(context, { id, type: 'page_id', containerId: id }, page.children ?? [], { type: 'end' })
  if (home.containerId !== null) {
    await setHasChildren(db, workspace.id, home.parentId!, true)
    await touchNode(db, workspace.id, home.containerId, actor.userId, now)
  }
  context.record({
    type: 'page.created',
    entity: { type: 'page', id },
    data: { parent: { type: parent.type, id: home.parentId } },
  })
  const created = await readBack(context, id)
  await showFiles(context, id, filesOfPage(created))
  return created
}

/** The page as it is now, whoever asks: for verbs that just wrote it. */
export async function readBack({ db, workspace }: Context, id: string): Promise<Page> {
  const [row] = await pageById(db, workspace.id, id)
  return toPage(row!)
}

const timesNow = ({ actor, now }: Context) => ({
  created_time: now,
  created_by: actor.userId,
  last_edited_time: now,
  last_edited_by: actor.userId,
})

interface Home {
  parentId: string | null
  position: string
  accessId: string
  schema: StoredSchema
  dataSource: { id: string; schema: StoredSchema; schemaVersion: number } | null
  /** The page whose content the new page becomes a part of. */
  containerId: string | null
}

async function homeOf(
  context: Context,
  parent: NewParent,
  id: string,
  { place, access }: NewPage,
): Promise<Home> {
  const end: Place = { type: 'end' }
  switch (parent.type) {
    case 'workspace':
      return {
        parentId: parent.teamspace?.id ?? null,
        position: '',
        accessId: await listOfNew(context, id, parent.teamspace?.accessId ?? null, access),
        schema: pageSchema,
        dataSource: null,
        containerId: null,
      }
    case 'data_source_id': {
      const { dataSource } = parent
      refuseInTrash(dataSource)
      return {
        parentId: dataSource.id,
        position: '',
        accessId: await listOfNew(context, id, dataSource.accessId, access),
        schema: dataSource.schema,
        dataSource,
        containerId: null,
      }
    }
    default: {
      const { block } = parent
      refuseInTrash(block)
      const [position] = await newPositions(context, block.id, place ?? end, 1)
      return {
        parentId: block.id,
        position: position!,
        accessId: await listOfNew(context, id, block.accessId, access),
        schema: pageSchema,
        dataSource: null,
        containerId: block.containerId,
      }
    }
  }
}
