import { insertBlocks, setHasChildren, touchNode } from '#server/store/blocks.ts'
import { insertDatabase } from '#server/store/databases.ts'
import { invalid } from '#shared/problem.ts'
import type { SchemaRequests } from '#shared/properties/schema.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import { listOfNew, type OwnAccess } from '../access/lists.ts'
import type { NewParent } from '../access/parents.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { newPositions, type Place } from '../blocks/insert.ts'
import type { Context } from '../context.ts'
import { createDataSource } from '../data-sources/create.ts'
import { filesIn, settleLooks, showFiles } from '../files/attach.ts'
import { untitled } from './database.ts'

export interface NewContainer {
  /** A fixed id, of a workspace file. */
  id?: string
  /** Stored shapes. */
  title: StoredRichText[]
  description: StoredRichText[]
  icon: Record<string, unknown> | null
  cover: Record<string, unknown> | null
  isInline: boolean
  access?: OwnAccess
  /** Where it stands in its page; at the end when left out. */
  afterBlockId?: string
}

export interface NewDatabase extends NewContainer {
  /** A fixed id, of a workspace file. */
  dataSourceId?: string
  properties?: SchemaRequests | undefined
}

/**
 * Makes a database with one data source. Without a title the database is called "New database" and the data source
 * has none, as at Notion.
 */
export async function createDatabase(
  context: Context,
  parent: NewParent,
  request: NewDatabase,
): Promise<{ id: string; dataSourceId: string }> {
  const database = await settleLooks(context, request)
  const title = database.title.length > 0 ? database.title : untitled
  const id = await createContainer(context, parent, { ...database, title })
  const dataSourceId = await createDataSource(context, id, {
    id: database.dataSourceId,
    title: database.title,
    description: database.description,
    icon: database.icon,
    properties: database.properties,
  })
  return { id, dataSourceId }
}

/** Makes a database without a data source: something else puts a view into it. */
export async function createContainer(
  context: Context,
  parent: NewParent,
  container: NewContainer,
): Promise<string> {
  if (parent.type === 'data_source_id') throw invalid('A database cannot be a row of a data source.')
  const database = await settleLooks(context, container)
  const { db, workspace, actor, now } = context
  const id = database.id ?? context.newId()
  const block = parent.type === 'workspace' ? null : parent.block
  if (block) refuseInTrash(block)
  if (database.isInline && database.cover) throw invalid('An inline database cannot have a cover.')

  const accessId = await listOfNew(context, id, block?.accessId ?? null, database.access)
  const [position] = block ? await newPositions(context, block.id, placeOf(database), 1) : ['']
  await insertBlocks(db, [
    {
      workspace_id: workspace.id,
      id,
      type: 'child_database',
      parent_type: parent.type,
      parent_id: block?.id ?? null,
      container_id: id,
      position: position!,
      content: '{}',
      has_children: 0,
      created_time: now,
      created_by: actor.userId,
      last_edited_time: now,
      last_edited_by: actor.userId,
      trash_root: null,
      access_id: accessId,
      ready: null,
    },
  ])
  await insertDatabase(db, {
    workspace_id: workspace.id,
    id,
    title: JSON.stringify(database.title),
    description: JSON.stringify(database.description),
    icon: database.icon ? JSON.stringify(database.icon) : null,
    cover: database.cover ? JSON.stringify(database.cover) : null,
    is_inline: database.isInline ? 1 : 0,
    is_locked: 0,
  })
  await showFiles(context, id, filesIn(database.icon, database.cover))
  context.record({
    type: 'database.created',
    entity: { type: 'database', id },
    data: { parent: { type: parent.type, id: block?.id ?? null } },
  })
  if (block) {
    await setHasChildren(db, workspace.id, block.id, true)
    await touchNode(db, workspace.id, block.containerId, actor.userId, now)
  }
  return id
}

const placeOf = ({ afterBlockId }: NewContainer): Place =>
  afterBlockId === undefined ? { type: 'end' } : { type: 'after_block', id: afterBlockId }
