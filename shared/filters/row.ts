import type { Computed } from '../computed/results.ts'
import type { PageMeta, RelatedPages, StoredValues } from '../properties/property.ts'
import type { Resolved } from '../references.ts'

/** A page of a data source as the store gives it. All maps go by raw property id. */
export interface Row {
  readonly values: StoredValues
  /** All ids of each relation, not only those that a page object would show. */
  readonly relations: ReadonlyMap<string, RelatedPages>
  /** What the formulas and rollups give that are tested or sorted by. */
  readonly computed?: ReadonlyMap<string, Computed>
  readonly meta: PageMeta
  /** Where it stands among the rows of its data source: the newest has the lowest number. */
  readonly place: number
}

/** How the viewer knows users, pages and databases. */
export type Names = Pick<Resolved, 'user' | 'title'>

/** What a row is tested or sorted by. `type` is that of the property in the schema. */
export interface Subject {
  readonly propertyId: string
  readonly type: string
}
