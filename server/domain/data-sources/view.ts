import { dataSourceFor } from '../access/nodes.ts'
import type { Context } from '../context.ts'
import { hiddenTargets } from '../pages/view.ts'
import type { DataSource } from './data-source.ts'

/** A data source with what showing it takes. */
export interface DataSourceView {
  dataSource: DataSource
  /** Data sources that its relations point to and the actor cannot see. */
  hidden: ReadonlySet<string>
}

export async function viewDataSource(context: Context, dataSource: DataSource): Promise<DataSourceView> {
  return { dataSource, hidden: await hiddenTargets(context, [dataSource.schema]) }
}

/** A data source as it is now, after a verb wrote it. */
export async function readDataSource(context: Context, id: string): Promise<DataSourceView> {
  return viewDataSource(context, await dataSourceFor(context, id, 'read'))
}
