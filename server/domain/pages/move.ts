import { ancestorsOf, setHasChildren, updateBlock } from '#server/store/blocks.ts'
import { drawUniqueNumber } from '#server/store/data-sources.ts'
import { clearAllLinks } from '#server/store/relations.ts'
import { invalid } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { defaultValues, pageSchema } from '#shared/properties/values.ts'
import { principalOf } from '../access/actor.ts'
import type { Granted } from '../access/levels.ts'
import { type Grant, moveUnderList, takeOver } from '../access/lists.ts'
import type { NewParent } from '../access/parents.ts'
import { changeAccess } from '../access/share.ts'
import type { TeamspaceHome } from '../access/teamspaces.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Parent } from '../blocks/block.ts'
import { newPositions } from '../blocks/insert.ts'
import { parentLostOrGained } from '../blocks/trash.ts'
import type { Context } from '../context.ts'
import { showFiles } from '../files/attach.ts'
import { forgetDefault } from '../templates/mark.ts'
import { readBack } from './create.ts'
import { keepPage } from './keep.ts'
import { filesOfPage, type Page, storedValues } from './page.ts'
import { metaOf } from './view.ts'

/**
 * Moves a page with all that is below it. A page that enters or leaves a data source keeps its title;
 * other values belong to the schema it leaves.
 */
export async function movePage(
  context: Context,
  page: Granted<Page, 'edit'>,
  parent: NewParent,
): Promise<Page> {
  refuseInTrash(page)
  if (parent.type === 'workspace') {
    if (parent.teamspace) return moveToTeamspace(context, page, parent.teamspace)
    throw invalid('A page cannot be moved to the workspace by the API.')
  }
  const target = parent.type === 'data_source_id' ? parent.dataSource : parent.block
  refuseInTrash(target)
  if (target.id === page.parent.id) return page
  await refuseIntoItself(context, page.id, 'databaseId' in target ? target.databaseId : target.id)

  const { db, workspace, actor, now } = context
  const isRow = parent.type === 'data_source_id'
  const [position] = isRow ? [''] : await newPositions(context, target.id, { type: 'end' }, 1)
  await updateBlock(db, workspace.id, page.id, {
    parent_type: parent.type,
    parent_id: target.id,
    position: position!,
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  await moveUnderList(context, page.id, page.accessId, target.accessId)
  if (page.dataSourceId !== (isRow ? target.id : null)) {
    await adoptSchema(context, page, isRow ? (target as Parameters<typeof adoptSchema>[2]) : null)
  }
  if (!isRow) await setHasChildren(db, workspace.id, target.id, true)
  return hasMoved(context, page, { type: parent.type, id: target.id })
}

/**
 * Moves a page to the top of a teamspace. A page that was private takes over what is granted there: that is what it is
 * moved for.
 */
async function moveToTeamspace(context: Context, page: Page, teamspace: TeamspaceHome): Promise<Page> {
  if (page.parent.id === teamspace.id) return page
  const { db, workspace, actor, now } = context
  await updateBlock(db, workspace.id, page.id, {
    parent_type: 'workspace',
    parent_id: teamspace.id,
    position: '',
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  await moveUnderList(context, page.id, page.accessId, teamspace.accessId)
  if (page.parent.id === null) await takeOver(context, page.accessId, teamspace.accessId)
  if (page.dataSourceId !== null) await adoptSchema(context, page, null)
  return hasMoved(context, page, { type: 'workspace', id: teamspace.id })
}

/** Moves a page to what is its mover's alone: who reached it from above loses it, whom it was shared with by itself keeps it. */
export async function moveToPrivate(
  context: Context,
  page: Granted<Page, 'full_access'>,
  parentAccessId: string | null,
): Promise<Page> {
  refuseInTrash(page)
  if (isAtTop(page)) return page
  const { actor } = context
  if (actor.type !== 'person' || actor.role === 'guest')
    throw invalid('Only members of the workspace have private pages.')
  return moveToTop(context, page, parentAccessId, [
    { principal: principalOf.user(actor.userId), level: 'full_access' },
  ])
}

/** Moves a page to the top of the workspace, where nobody reaches it but whom it was shared with by itself and these. */
export async function moveToTop(
  context: Context,
  page: Granted<Page, 'full_access'>,
  parentAccessId: string | null,
  set: readonly Grant[],
): Promise<Page> {
  refuseInTrash(page)
  if (isAtTop(page)) return page
  const { db, workspace, actor, now } = context
  await updateBlock(db, workspace.id, page.id, {
    parent_type: 'workspace',
    parent_id: null,
    position: '',
    last_edited_time: now,
    last_edited_by: actor.userId,
  })
  await changeAccess(
    context,
    { kind: 'page', id: page.id, accessId: page.accessId, parentAccessId },
    { set, inherits: false },
  )
  if (page.dataSourceId !== null) await adoptSchema(context, page, null)
  return hasMoved(context, page, { type: 'workspace', id: null })
}

const isAtTop = ({ parent }: Page): boolean => parent.type === 'workspace' && parent.id === null

async function hasMoved(context: Context, page: Page, parent: Parent): Promise<Page> {
  await parentLostOrGained(context, page)
  context.record({
    type: 'page.moved',
    entity: { type: 'page', id: page.id },
    data: { parent },
    before: { parent: page.parent },
    after: { parent },
  })
  const moved = await readBack(context, page.id)
  await showFiles(context, page.id, filesOfPage(moved), filesOfPage(page))
  return moved
}

async function refuseIntoItself({ db, workspace }: Context, pageId: string, intoId: string): Promise<void> {
  const above = await ancestorsOf(db, workspace.id, intoId)
  if (intoId === pageId || above.some(({ id }) => id === pageId)) {
    throw invalid('A page cannot be moved into itself or into something below it.')
  }
}

async function adoptSchema(
  context: Context,
  page: Page,
  dataSource: { id: string; schema: StoredSchema; schemaVersion: number } | null,
): Promise<void> {
  const { db, workspace } = context
  const schema = dataSource?.schema ?? pageSchema
  const { title } = storedValues(page)
  const values = { ...defaultValues(schema), ...(title === undefined ? {} : { title }) }
  const hasUniqueId = Object.values(schema).some((property) => property.type === 'unique_id')
  const uniqueNumber =
    dataSource && hasUniqueId ? await drawUniqueNumber(db, workspace.id, dataSource.id) : null
  await clearAllLinks(db, workspace.id, page.id)
  if (page.isTemplate) await forgetDefault(context, page)
  const meta = { ...metaOf(page), unique_number: uniqueNumber }
  await keepPage(
    context,
    { schema, schemaVersion: dataSource?.schemaVersion ?? 0, values, meta },
    // A template is one of what it leaves.
    { standing: { dataSourceId: dataSource?.id ?? null, isTemplate: false } },
  )
}
