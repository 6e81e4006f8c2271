import Type from 'typebox'
import { toUuid } from '../ids.ts'
import { EmptyObject, OptionalTag, StrictObject, Uuid } from '../validation/schemas.ts'
import { propertyType, type RelatedPages } from './property.ts'
import { encodePropertyId } from './property-ids.ts'

interface Target {
  readonly data_source_id: string
  readonly database_id: string
}

interface OneWay extends Target {
  readonly type: 'single_property'
}

interface TwoWay extends Target {
  readonly type: 'dual_property'
  /** The property in the target that shows the same links from the other side. */
  readonly synced_property_id: string
  readonly synced_property_name: string
}

export type RelationConfig = OneWay | TwoWay

export interface RelationRequest {
  readonly data_source_id: string
  readonly single_property?: object
  readonly dual_property?: { readonly synced_property_id?: string; readonly synced_property_name?: string }
}

/** A page object shows that many; the property item endpoint has all. */
const shownPages = 25

const target = {
  data_source_id: Uuid,
  // What was read may be sent back; the data source alone decides.
  database_id: Type.Optional(Uuid),
}

export const relation = propertyType<RelationConfig, RelatedPages, RelationRequest, { id: string }[], string>(
  {
    type: 'relation',
    configRequest: Type.Union([
      StrictObject({ ...target, single_property: EmptyObject, type: OptionalTag('single_property') }),
      StrictObject({
        ...target,
        dual_property: StrictObject({
          synced_property_id: Type.Optional(Type.String()),
          synced_property_name: Type.Optional(Type.String({ minLength: 1 })),
        }),
        type: OptionalTag('dual_property'),
      }),
    ]),
    /** One way to a new target; to the same one, as it was. `pair-relations.ts` makes it two-way. */
    configure({ data_source_id }, previous, { databaseOf }) {
      const id = toUuid(data_source_id)
      if (previous && targetOf(previous) === id) return previous as RelationConfig
      return { data_source_id: id, database_id: databaseOf(id), type: 'single_property' }
    },
    presentConfig: (config) => ({
      database_id: config.database_id,
      data_source_id: config.data_source_id,
      type: config.type,
      ...(config.type === 'single_property'
        ? { single_property: {} }
        : {
            dual_property: {
              synced_property_name: config.synced_property_name,
              synced_property_id: encodePropertyId(config.synced_property_id),
            },
          }),
    }),
    valueRequest: Type.Array(StrictObject({ id: Uuid }), { maxItems: 100 }),
    storeValue(request) {
      return { ids: [...new Set(request.map(({ id }) => toUuid(id)))], has_more: false }
    },
    presentValue(value, _config, { isWhole }) {
      const ids = value?.ids ?? []
      return (isWhole ? ids : ids.slice(0, shownPages)).map((id) => ({ id }))
    },
    presentItem: (id) => ({ id }),
    plainText: (value, _config, { resolved }) =>
      (value?.ids ?? []).map((id) => resolved.title(id) || 'Untitled').join(', '),
    // Which pages, and whether the property is there at all, depends on who looks.
    isReady: () => false,
  },
)

/** Whether a page object leaves out some of the related pages. */
export const hasMoreRelations = (value: RelatedPages | null): boolean =>
  value !== null && (value.has_more || value.ids.length > shownPages)

/** The data source that a configuration points to, if it is that of a relation. */
export const targetOf = (config: object): string | undefined =>
  'data_source_id' in config ? (config as RelationConfig).data_source_id : undefined
