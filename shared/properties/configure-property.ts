import type { FormulaScope } from '../formulas/scope.ts'
import { Problem } from '../problem.ts'
import { propertyTypes } from './registry.ts'
import type { SchemaContext, SchemaDraft } from './schema-draft.ts'

/** What stands under a property's type in a request. */
export interface Asked {
  readonly type: string
  readonly config: unknown
}

/** The configuration that a request asks for; `previous` is what the property has so far. */
export function configureProperty(
  { context }: SchemaDraft,
  name: string,
  asked: Asked,
  previous: object | null,
  scope = noScope,
): object {
  return propertyTypes.get(asked.type)!.configure(asked.config as never, previous, {
    newId: context.newId,
    path: `${context.path}.${name}.${asked.type}`,
    databaseOf: (id) => databaseOf(context, id),
    scope,
  })
}

/** Only formulas and rollups name other properties. */
const noScope: FormulaScope = {
  dataSourceId: '',
  schemaOf: () => null,
  computedType: () => ({ kind: 'any' }),
}

function databaseOf({ dataSource, targets }: SchemaContext, id: string): string {
  if (id === dataSource.id) return dataSource.database_id
  const target = targets.get(id)
  if (!target) throw new Problem('absent', `Could not find data source with ID: ${id}.`)
  return target.database_id
}
