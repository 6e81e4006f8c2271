import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import type { FormulaType } from './types.ts'

/** What the names in a formula mean. */
export interface FormulaScope {
  /** The data source whose property the formula is. */
  readonly dataSourceId: string
  /** Null when it is not there, or not to be seen. */
  schemaOf(dataSourceId: string): StoredSchema | null
  /** What a formula or rollup property gives. */
  computedType(dataSourceId: string, property: StoredProperty): FormulaType
}
