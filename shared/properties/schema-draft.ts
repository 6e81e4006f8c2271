import type { SchemaOf } from '../computed/types.ts'
import type { Sizes } from '../validation/validate.ts'
import type { StoredProperty, StoredSchema } from './property.ts'

/** What making or changing a schema needs to know and to draw. */
export interface SchemaContext {
  /** The data source whose schema this is. Its plain title names the other side of its relations. */
  readonly dataSource: { readonly id: string; readonly database_id: string; readonly title: string }
  /** The data sources that `relatedDataSources` names, as far as they exist and may be used. */
  readonly targets: ReadonlyMap<string, { readonly database_id: string; readonly schema: StoredSchema }>
  /**
   * The schema of any data source that a formula or rollup leads to. Null when it is not there; throws
   * `notLoaded` for one that has still to be read.
   */
  readonly schemaOf: SchemaOf
  /** Whether the caller does not see a data source. Asked after `schemaOf` only. */
  readonly isHidden: (dataSourceId: string) => boolean
  /** A new uuid, for options and groups. */
  readonly newId: () => string
  /** A number from 0 up to 1, for property ids. */
  readonly random: () => number
  /** Whether the size limits of Notion's API hold. */
  readonly sizes: Sizes
  /** Where the properties stand in the request: `body.properties`. */
  readonly path: string
}

/** One thing that happened to one property; a property may appear several times. */
export interface PropertyChange {
  readonly kind: 'created' | 'renamed' | 'described' | 'configured' | 'converted' | 'removed'
  readonly id: string
  readonly before: StoredProperty | null
  readonly after: StoredProperty | null
  /** Of a conversion to a type with options: the request left it open which, so the values decide. */
  readonly addsOptions?: true
}

/** What the links of a relation property have to follow. `property` is on our side, `reverse` in the target. */
export type RelationStep =
  /** The reverse is new: links that exist already have to show there as well. */
  | { readonly kind: 'paired'; readonly property: string; readonly target: string; readonly reverse: string }
  /** Both sides stay as they are, from now on each for itself. */
  | {
      readonly kind: 'unpaired'
      readonly property: string
      readonly target: string
      readonly reverse: string
    }
  /** The relation points elsewhere now: the links from our side go. */
  | { readonly kind: 'cleared'; readonly property: string; readonly target: string }
  /** The property is gone or of another type; with it its links, and the reverse where there was one. */
  | {
      readonly kind: 'removed'
      readonly property: string
      readonly target: string
      readonly reverse: string | null
    }

/** Schemas while they change. Each is copied when it is first touched. */
export interface SchemaDraft {
  readonly context: SchemaContext
  readonly schemas: Map<string, Record<string, StoredProperty>>
  readonly changes: Map<string, PropertyChange[]>
  readonly steps: RelationStep[]
  /** Formulas and rollups whose configuration is still to be made, by id. */
  readonly unsettled: Map<string, Unsettled>
}

export interface Unsettled {
  readonly type: string
  /** As requested. */
  readonly config: unknown
  /** What the property is made of so far, when that is of the same type. */
  readonly previous: object | null
}

export function draftOf(schema: StoredSchema, context: SchemaContext): SchemaDraft {
  const { id } = context.dataSource
  return {
    context,
    schemas: new Map([[id, { ...schema }]]),
    changes: new Map([[id, []]]),
    steps: [],
    unsettled: new Map(),
  }
}

/** The schema of a data source as it stands in the draft; undefined where it is out of reach. */
export function drafted(draft: SchemaDraft, dataSourceId: string): StoredSchema | undefined {
  return draft.schemas.get(dataSourceId) ?? draft.context.targets.get(dataSourceId)?.schema
}

/** The same of any data source, those that formulas and rollups lead to included. */
export const schemaIn = (draft: SchemaDraft, dataSourceId: string): StoredSchema | null =>
  drafted(draft, dataSourceId) ?? draft.context.schemaOf(dataSourceId)

/** Writes down a change of a property, null for one that is not there. */
export function record(draft: SchemaDraft, dataSourceId: string, change: PropertyChange): void {
  const schema = draft.schemas.get(dataSourceId) ?? { ...drafted(draft, dataSourceId) }
  draft.schemas.set(dataSourceId, schema)
  if (change.after) schema[change.id] = change.after
  else delete schema[change.id]
  const changes = draft.changes.get(dataSourceId) ?? []
  draft.changes.set(dataSourceId, changes)
  changes.push(change)
}

/** Changes what is given of one of our own properties; what is the same already leaves no trace. */
export function edit(
  draft: SchemaDraft,
  id: string,
  kind: PropertyChange['kind'],
  change: Partial<StoredProperty>,
): void {
  const { id: ownId } = draft.context.dataSource
  const before = draft.schemas.get(ownId)![id]!
  const after = { ...before, ...change }
  if (JSON.stringify(after) !== JSON.stringify(before)) record(draft, ownId, { kind, id, before, after })
}
