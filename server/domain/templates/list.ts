import { templatesOf } from '#server/store/templates.ts'
import { foldText } from '#shared/filters/fold-text.ts'
import { invalid } from '#shared/problem.ts'
import type { Granted } from '../access/levels.ts'
import { absent } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import type { DataSource } from '../data-sources/data-source.ts'

export interface Template {
  id: string
  /** Plain text. */
  name: string
  isDefault: boolean
}

export interface TemplatePage {
  templates: Template[]
  /** The first template of the next page. */
  nextCursor: string | null
}

/**
 * The templates of a data source, the default one first, then the oldest.
 *
 * @param name part of a name, in any case
 * @param cursor the first template wanted
 */
export async function listTemplates(
  context: Context,
  dataSource: Granted<DataSource, 'read'>,
  { name, cursor, size }: { name: string; cursor: string | null; size: number },
): Promise<TemplatePage> {
  if (dataSource.inTrash || dataSource.isDatabaseInTrash) throw absent(context, 'data source', dataSource.id)
  const rows = await visibleTemplates(context, dataSource.id)
  const all = rows
    .filter((row) => row.title_key.includes(foldText(name)))
    .map(({ id, title }) => ({ id, name: title, isDefault: id === dataSource.defaultTemplateId }))
  const ordered = [...all.filter((one) => one.isDefault), ...all.filter((one) => !one.isDefault)]
  const start = cursor === null ? 0 : ordered.findIndex(({ id }) => id === cursor)
  if (start < 0) throw invalid(`The start_cursor provided is invalid: ${cursor}`)
  return {
    templates: ordered.slice(start, start + size),
    nextCursor: ordered[start + size]?.id ?? null,
  }
}

export async function refuseNoTemplate(context: Context, { id }: DataSource, pageId: string): Promise<void> {
  const known = await visibleTemplates(context, id)
  if (known.some((row) => row.id === pageId)) return
  throw invalid(
    `body failed validation: body.default_template_id should be the id of a template of this data source, instead was \`"${pageId}"\`.`,
  )
}

export const visibleTemplates = ({ db, workspace, actor, now }: Context, dataSourceId: string) =>
  templatesOf(db, workspace.id, dataSourceId, actor.principals, now)
