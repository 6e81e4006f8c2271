import { isComputed } from '#shared/computed/results.ts'
import type { FormulaScope } from '#shared/formulas/scope.ts'
import { presentSchema } from '#shared/properties/present.ts'
import { dataSourceFor } from '../access/nodes.ts'
import { makeSchemas, withSchemas } from '../computed/load-schemas.ts'
import { typesFor } from '../computed/types-of.ts'
import type { Context } from '../context.ts'
import { hiddenTargets } from '../pages/view.ts'
import type { DataSource } from './data-source.ts'

/** A data source with what showing it takes. */
export interface DataSourceView {
  dataSource: DataSource
  /** Data sources that its relations point to and the actor cannot see. */
  hidden: ReadonlySet<string>
  /** Where the names that formulas and rollups show are found; null when there are none. */
  scope: FormulaScope | null
}

export async function viewDataSource(context: Context, dataSource: DataSource): Promise<DataSourceView> {
  const hidden = await hiddenTargets(context, [dataSource.schema])
  return { dataSource, hidden, scope: await scopeOf(context, dataSource) }
}

/** Knows every schema that showing this one asks for, as far as the actor sees them. */
async function scopeOf(context: Context, { id, schema }: DataSource): Promise<FormulaScope | null> {
  if (!Object.values(schema).some(isComputed)) return null
  const schemas = makeSchemas(context)
  const types = await typesFor(context, schemas, [id])
  const scope: FormulaScope = {
    ...types.scope(id),
    schemaOf: (asked) => (asked === id ? schema : schemas.visibleSchema(asked)),
  }
  await withSchemas(schemas, () => presentSchema(schema, {}, scope))
  return scope
}

/** A data source as it is now, after a verb wrote it. */
export async function readDataSource(context: Context, id: string): Promise<DataSourceView> {
  return viewDataSource(context, await dataSourceFor(context, id, 'read'))
}
