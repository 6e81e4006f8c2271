import { dataSourceForOperator, pageForOperator } from '#server/domain/access/operator.ts'
import type { Context } from '#server/domain/context.ts'
import { updateDataSource } from '#server/domain/data-sources/update.ts'
import { blocksOf } from '#server/domain/markdown/to-blocks.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { updatePage } from '#server/domain/pages/update.ts'
import { Failure } from '#server/failures.ts'
import { rowsByTitle } from '#server/store/children.ts'
import { PropertyValuesRequest } from '#shared/properties/value-requests.ts'
import { validate } from '#shared/validation/validate.ts'
import { expandRow, rowTitle } from './expand.ts'
import { emailKey } from './formats.ts'
import { naming, type Tree } from './page-tree.ts'
import { typeIn } from './property-types.ts'
import type { DatabaseInFile, RowInFile, TemplateInFile } from './types.ts'

interface NewRow {
  id: string
  file: DatabaseInFile
  dataSourceId: string
  row: RowInFile
  /** Undefined: it is a row like any other. */
  template?: TemplateInFile
}

/** Makes the templates and rows of the data sources that were made, top to bottom; then what they say of each other. */
export async function applyRows(tree: Tree): Promise<void> {
  const { context } = tree
  const rows: NewRow[] = tree.sources
    .filter(({ isNew }) => isNew)
    .flatMap(({ file, dataSourceId }): NewRow[] => [
      ...file.templates.map((template) => ({
        id: template.id ?? context.newId(),
        file,
        dataSourceId,
        row: template.row,
        template,
      })),
      ...file.rows.map((row) => ({ id: context.newId(), file, dataSourceId, row })),
    ])
  if (rows.length === 0) return
  const resolve = await resolver(tree, rows)
  const request = ({ file, row }: NewRow) =>
    validate(PropertyValuesRequest, expandRow(file.properties, row, resolve), 'body', { sizes: 'none' })

  for (const one of rows) {
    await naming(one.file.path, async () => {
      const dataSource = (await dataSourceForOperator(context, one.dataSourceId))!
      const properties = without(request(one), namesOfRelations(one.file))
      const { id, template } = one
      await createPage(
        context,
        { type: 'data_source_id', dataSource },
        { id, properties, ...(await contentOf(context, template)) },
      )
      if (template?.isDefault) await updateDataSource(context, dataSource, { default_template_id: id }, null)
    })
  }
  for (const one of rows) {
    const relations = only(request(one), namesOfRelations(one.file))
    if (Object.keys(relations).length === 0) continue
    await naming(one.file.path, async () => {
      await updatePage(context, (await pageForOperator(context, one.id))!, { properties: relations })
    })
  }
}

const contentOf = async (context: Context, template: TemplateInFile | undefined) =>
  template && {
    isTemplate: true,
    children: await blocksOf(context, template.markdown ?? '', { type: 'child_page', content: {} }),
  }

const namesOfRelations = ({ properties }: DatabaseInFile): ReadonlySet<string> =>
  new Set(Object.keys(properties).filter((name) => typeIn(properties[name]!) === 'relation'))

type Values = Readonly<Record<string, unknown>>

const only = (values: Values, names: ReadonlySet<string>): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))

const without = (values: Values, names: ReadonlySet<string>): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)))

/** How e-mail addresses and title paths of rows become ids. Of two things of one path the first counts. */
async function resolver({ context, named, pages, sources }: Tree, rows: readonly NewRow[]) {
  const ids = new Map<string, string>()
  const add = (path: string, id: string) => void (ids.has(path) || ids.set(path, id))
  for (const { path, id } of pages) add(path, id)
  for (const { id, file, row, template } of rows) {
    if (template === undefined) add(`${file.path}/${rowTitle(file.properties, row)}`, id)
  }
  for (const { file, dataSourceId, isNew } of sources) {
    const titles = file.rows.map((row) => rowTitle(file.properties, row))
    if (isNew || titles.length === 0) continue
    const known = await rowsByTitle(context.db, context.workspace.id, dataSourceId, titles)
    for (const { id, title } of known) add(`${file.path}/${title}`, id)
  }
  return {
    userId: (email: string) => named.users.get(emailKey(email))!,
    pageId(path: string) {
      const id = ids.get(path)
      if (id === undefined) throw new Failure(`there is no page "${path}" any more`)
      return id
    },
  }
}
