import { dataSourceById, drawUniqueNumber, updateDataSource } from '#server/store/data-sources.ts'
import { clearLinksTo } from '#server/store/relations.ts'
import { invalid } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { Granted } from '../access/levels.ts'
import type { Context } from '../context.ts'
import { schemaOfText } from '../data-sources/schema-text.ts'
import { keepPage } from '../pages/keep.ts'
import { type Page, storedValues } from '../pages/page.ts'
import { showLinksBack } from '../pages/properties.ts'
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
  const schema = schemaOfText(source!.properties)
  const number = isTemplate
    ? page.uniqueNumber
    : (page.uniqueNumber ?? (await numberFor(context, page.dataSourceId, schema)))
  const meta = { ...metaOf(page), unique_number: number }
  await keepPage(
    context,
    { schema, schemaVersion: source!.schema_version, values: storedValues(page), meta },
    { standing: { dataSourceId: page.dataSourceId, isTemplate } },
  )
  if (isTemplate) {
    await clearLinksTo(db, workspace.id, page.id)
  } else {
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
