import { dataSourceById, drawUniqueNumber, updateDataSource } from '#server/store/data-sources.ts'
import { updatePageRow } from '#server/store/pages.ts'
import { clearLinksTo } from '#server/store/relations.ts'
import { addRow, removeRow } from '#server/store/row-index.ts'
import { rowKeys } from '#shared/filters/row-keys.ts'
import { invalid } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { type Page, storedValues } from '../pages/page.ts'
import { derivedColumns, showLinksBack } from '../pages/properties.ts'
import { metaOf } from '../pages/view.ts'

export function refuseTemplateElsewhere(): never {
  throw invalid('body.is_template should be not present unless the parent of the page is a data source.')
}

/**
 * Makes a row a template of its data source, or a template a row. Nothing links to a template; what it links to
 * itself it keeps. A template that becomes a row is numbered like any new one.
 *
 * @returns whether it was something else before.
 */
export async function markTemplate(
  context: Context,
  page: Granted<Page, 'edit'>,
  isTemplate: boolean,
): Promise<boolean> {
  if (page.isTemplate === isTemplate) return false
  if (page.dataSourceId === null) refuseTemplateElsewhere()
  const { db, workspace } = context
  const [source] = await dataSourceById(db, workspace.id, page.dataSourceId)
  const schema = JSON.parse(source!.properties) as StoredSchema
  const number = isTemplate
    ? page.uniqueNumber
    : (page.uniqueNumber ?? (await numberFor(context, page.dataSourceId, schema)))
  await updatePageRow(db, workspace.id, page.id, {
    is_template: isTemplate ? 1 : 0,
    unique_number: number,
    ...derivedColumns(
      schema,
      storedValues(page),
      { ...metaOf(page), unique_number: number },
      source!.schema_version,
    ),
  })
  if (isTemplate) {
    await removeRow(db, workspace.id, page.id)
    await clearLinksTo(db, workspace.id, page.id)
  } else {
    const keys = rowKeys(schema, storedValues(page), { unique_number: number })
    await addRow(db, workspace.id, page.dataSourceId, page.id, keys)
    await showLinksBack(context, page.id, schema)
    await forgetDefault(context, page)
  }
  context.record({
    type: 'page.properties_updated',
    entity: { type: 'page', id: page.id },
    data: { updated_properties: ['is_template'] },
  })
  return true
}

/** A page that is no template of its data source any more is not what new rows are made from. */
export async function forgetDefault({ db, workspace }: Context, page: Page): Promise<void> {
  const [source] = await dataSourceById(db, workspace.id, page.dataSourceId!)
  if (source?.default_template_id !== page.id) return
  await updateDataSource(db, workspace.id, source.id, { default_template_id: null })
}

async function numberFor({ db, workspace }: Context, dataSourceId: string, schema: StoredSchema) {
  const hasUniqueId = Object.values(schema).some((property) => property.type === 'unique_id')
  return hasUniqueId ? drawUniqueNumber(db, workspace.id, dataSourceId) : null
}
