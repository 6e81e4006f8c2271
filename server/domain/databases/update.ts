import { ancestorsOf, setHasChildren, touchNode, updateBlock } from '#server/store/blocks.ts'
import { dataSourcesOf, updateDataSource } from '#server/store/data-sources.ts'
import { updateDatabaseRow } from '#server/store/databases.ts'
import type { DatabaseRow } from '#server/store/tables/content.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { invalid } from '#shared/problem.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'
import type { Granted } from '../access/levels.ts'
import { moveUnderList } from '../access/lists.ts'
import type { NewParent } from '../access/parents.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import { newPositions } from '../blocks/insert.ts'
import { parentLostOrGained, restoreNode, trashNode } from '../blocks/trash.ts'
import type { Context } from '../context.ts'
import { filesIn, settleLooks, showFiles } from '../files/attach.ts'
import type { Database } from './database.ts'

export interface DatabaseChange {
  title?: StoredRichText[]
  description?: StoredRichText[]
  icon?: Record<string, unknown> | null
  cover?: Record<string, unknown> | null
  is_inline?: boolean
  is_locked?: boolean
  in_trash?: boolean
}

/** Changes what is given of the container, and moves it when a parent is given. */
export async function updateDatabase(
  context: Context,
  database: Granted<Database, 'edit'>,
  change: DatabaseChange,
  parent: NewParent | null,
): Promise<void> {
  if (change.in_trash === false) await restoreNode(context, database, 'database')
  else refuseInTrash(database)

  const { db, workspace, actor, now } = context
  const looks = await settleLooks(context, change)
  const columns = changedColumns(database, looks)
  if (Object.keys(columns).length > 0) {
    await updateDatabaseRow(db, workspace.id, database.id, columns)
    await tellOnlyTable(context, database.id, columns)
    await touchNode(db, workspace.id, database.id, actor.userId, now)
    context.record({
      type: 'database.content_updated',
      entity: { type: 'database', id: database.id },
      data: { updated_blocks: [{ id: database.id, type: 'database' }] },
    })
    const { icon = database.icon, cover = database.cover } = looks
    await showFiles(context, database.id, filesIn(icon, cover), filesIn(database.icon, database.cover))
  }
  if (parent !== null) await moveDatabase(context, database, parent)
  if (change.in_trash === true) await trashNode(context, database, 'database')
}

function changedColumns(database: Database, change: DatabaseChange): Partial<DatabaseRow> {
  const isInline = change.is_inline ?? database.isInline
  const cover = change.cover === undefined ? database.cover : change.cover
  if (isInline && cover !== null) throw invalid('An inline database cannot have a cover.')

  const columns: Partial<DatabaseRow> = {}
  for (const key of ['title', 'description', 'icon', 'cover'] as const) {
    const value = change[key]
    if (value === undefined || JSON.stringify(value) === JSON.stringify(database[key])) continue
    Object.assign(columns, { [key]: value === null ? null : JSON.stringify(value) })
  }
  if (isInline !== database.isInline) columns.is_inline = isInline ? 1 : 0
  if (change.is_locked !== undefined && change.is_locked !== database.isLocked) {
    columns.is_locked = change.is_locked ? 1 : 0
  }
  return columns
}

/** A database and its only data source have one description; and one title, where the data source had none. */
async function tellOnlyTable(
  context: Context,
  databaseId: string,
  { title, description }: Partial<DatabaseRow>,
): Promise<void> {
  if (title === undefined && description === undefined) return
  const { db, workspace, actor, now } = context
  const [only, ...others] = await dataSourcesOf(db, workspace.id, databaseId)
  if (only === undefined || others.length > 0) return
  const change = {
    ...(title !== undefined && only.title === '[]' && title !== '[]' ? titleOf(title) : {}),
    ...(description !== undefined && only.description !== description ? { description } : {}),
  }
  if (Object.keys(change).length === 0) return
  await updateDataSource(db, workspace.id, only.id, {
    ...change,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  context.record({
    type: 'data_source.content_updated',
    entity: { type: 'data_source', id: only.id },
    data: { updated_blocks: [{ id: databaseId, type: 'database' }] },
  })
}

const titleOf = (title: string) => ({ title, title_key: foldText(plainText(JSON.parse(title))) })

async function moveDatabase(context: Context, database: Database, parent: NewParent): Promise<void> {
  if (parent.type === 'workspace') throw invalid('A database cannot be moved to the workspace by the API.')
  if (parent.type === 'data_source_id') throw invalid('A database cannot be a row of a data source.')
  const { block } = parent
  if (database.parent.id === block.id) return
  refuseInTrash(block)
  const { db, workspace, actor, now } = context
  const above = await ancestorsOf(db, workspace.id, block.id)
  if (above.some(({ id }) => id === database.id)) {
    throw invalid('A database cannot be moved into something below it.')
  }
  const [position] = await newPositions(context, block.id, { type: 'end' }, 1)
  await updateBlock(db, workspace.id, database.id, {
    parent_type: parent.type,
    parent_id: block.id,
    position: position!,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  await moveUnderList(context, database.id, database.accessId, block.accessId)
  await parentLostOrGained(context, database)
  await setHasChildren(db, workspace.id, block.id, true)
  const moved = { parent: { type: parent.type, id: block.id } }
  context.record({
    type: 'database.moved',
    entity: { type: 'database', id: database.id },
    data: moved,
    before: { parent: database.parent },
    after: moved,
  })
}
