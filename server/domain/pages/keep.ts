import { insertPage, updatePageRow } from '#server/store/pages.ts'
import { addRow, changeRow, removeRow } from '#server/store/row-index.ts'
import type { PageRow } from '#server/store/tables/content.ts'
import { makeBudget, STEPS_OF_ROW } from '#shared/computed/budget.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { hasZonedKeys, keysOfRow } from '#shared/filters/formula-keys.ts'
import type { RowKeys } from '#shared/filters/row-keys.ts'
import { areReady, presentProperties } from '#shared/properties/present.ts'
import type { PageMeta, StoredSchema, StoredValues } from '#shared/properties/property.ts'
import type { Resolved } from '#shared/references.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import type { Context } from '../context.ts'
import { timeZoneOfKeys } from '../workspaces/time-zone.ts'

/** The values of a page, and what they mean. */
export interface Content {
  readonly schema: StoredSchema
  /** 0 of a page outside data sources. */
  readonly schemaVersion: number
  readonly values: StoredValues
  readonly meta: PageMeta
}

/** Where a page stands: a template of a data source is no row of it. */
export interface Standing {
  readonly dataSourceId: string | null
  readonly isTemplate: boolean
}

/** The columns that nothing else here says. */
type OwnColumns = Pick<PageRow, 'icon' | 'cover' | 'is_locked' | 'is_archived'>

/** Keeps a new page, with all that is kept beside its values: what shows it, and what a row is found by. */
export async function keepNewPage(
  context: Context,
  standing: Standing,
  content: Content,
  columns: OwnColumns,
): Promise<void> {
  const { db, workspace } = context
  await insertPage(db, {
    workspace_id: workspace.id,
    id: content.meta.id,
    ...columns,
    ...standingColumns(standing),
    ...contentColumns(content),
  })
  await enter(context, standing, content)
}

/** The same for the values that a page has from now on, where it stands or, when that is given, somewhere else. */
export async function keepPage(
  context: Context,
  content: Content,
  { standing, ...columns }: Partial<OwnColumns> & { standing?: Standing } = {},
): Promise<void> {
  const { db, workspace } = context
  const { id } = content.meta
  await updatePageRow(db, workspace.id, id, {
    ...columns,
    ...(standing && standingColumns(standing)),
    ...contentColumns(content),
  })
  if (standing === undefined) return changeRow(db, workspace.id, id, await keysOf(context, content))
  await removeRow(db, workspace.id, id)
  await enter(context, standing, content)
}

async function enter(
  context: Context,
  { dataSourceId, isTemplate }: Standing,
  content: Content,
): Promise<void> {
  if (dataSourceId === null || isTemplate) return
  const { db, workspace } = context
  await addRow(db, workspace.id, dataSourceId, content.meta.id, await keysOf(context, content))
}

async function keysOf(context: Context, { schema, values, meta }: Content): Promise<RowKeys> {
  const timeZone = hasZonedKeys(schema) ? await timeZoneOfKeys(context) : 'UTC'
  return keysOfRow(schema, values, meta, timeZone, makeBudget(STEPS_OF_ROW, STEPS_OF_ROW))
}

const standingColumns = ({ dataSourceId, isTemplate }: Standing) => ({
  data_source_id: dataSourceId,
  is_template: isTemplate ? 1 : 0,
})

function contentColumns(content: Content) {
  const { values, meta, schemaVersion } = content
  const title = plainText((values.title as never) ?? [])
  return {
    unique_number: meta.unique_number,
    properties: JSON.stringify(values),
    title,
    title_key: foldText(title),
    ready: readyProperties(content),
    ready_version: schemaVersion,
  }
}

function readyProperties({ schema, values, meta }: Content): string | null {
  if (!areReady(schema, values)) return null
  const view = { meta, resolved: nobodyToResolve, now: 0 }
  return JSON.stringify(presentProperties(schema, { values, relations: new Map() }, view))
}

const nobodyToResolve: Resolved = {
  baseUrl: '',
  user: (id) => ({ object: 'user', id }),
  // Values with files are never ready: their addresses are signed for each answer.
  file: () => ({ url: '', expiry_time: '' }),
  title: () => null,
}
