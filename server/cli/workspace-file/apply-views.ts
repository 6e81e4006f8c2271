import {
  databaseForOperator,
  dataSourceForOperator,
  viewForOperator,
} from '#server/domain/access/operator.ts'
import { createView } from '#server/domain/views/create.ts'
import { updateView } from '#server/domain/views/update.ts'
import { Failure } from '#server/failures.ts'
import { viewsNamed } from '#server/store/views.ts'
import { naming, type Tree } from './page-tree.ts'
import type { ViewInFile } from './types.ts'

/** Makes the views that a database lacks, after those it has, and sets what the file states of the others. */
export async function applyViews(tree: Tree): Promise<void> {
  for (const { file, databaseId, dataSourceId } of tree.sources) {
    for (const view of file.views) {
      await naming(`${file.path}, view "${view.name}"`, () => applyView(tree, databaseId, dataSourceId, view))
    }
  }
}

async function applyView(
  { context }: Tree,
  databaseId: string,
  dataSourceId: string,
  { name, type, ...settings }: ViewInFile,
): Promise<void> {
  const [known] = await viewsNamed(context.db, context.workspace.id, databaseId, dataSourceId, name)
  if (known === undefined) {
    const database = (await databaseForOperator(context, databaseId))!
    const dataSource = (await dataSourceForOperator(context, dataSourceId))!
    const place = { type: 'tab', database, position: { type: 'end' } } as const
    await createView(context, dataSource, place, { name, type, ...settings })
    return
  }
  if (known.type !== type) throw new Failure(`it is a ${known.type}, and the type of a view does not change`)
  await updateView(context, (await viewForOperator(context, known.id))!, settings)
}
