import { QueryFilter, QuerySorts, QuickFilter } from '#shared/filters/schema.ts'
import { Problem } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { MapOf } from '#shared/validation/schemas.ts'
import { type Sorts, storeFilter, storeQuickFilters, storeSorts } from '#shared/views/filter.ts'
import { viewTypeNamed, viewTypes } from '#shared/views/registry.ts'
import { checkShape } from './api-shapes.ts'
import { fieldsOf, listOf, nameOf, note, oneOf, type Place, plainOf } from './fields.ts'
import type { ReadSchema } from './read-schema.ts'
import type { ViewInFile } from './types.ts'

const viewKeys = ['name', 'type', 'filter', 'sorts', 'quick_filters', 'configuration'] as const

/** A dashboard holds views that are put there one by one, which a file cannot say. */
const types = [...viewTypes.keys()].filter((type) => type !== 'dashboard')

type Json = Readonly<Record<string, unknown>>

/** Reads the views of a database, each in the API's own words and with a name of its own. */
export function readViews(place: Place | undefined, schema: ReadSchema): ViewInFile[] {
  const names = new Set<string>()
  return listOf(place, (item) => {
    const fields = fieldsOf(item, viewKeys)
    const name = nameOf(fields.need('name')) ?? ''
    if (name && names.has(name)) note(fields.at('name')!, 'should be a name of its own')
    names.add(name)
    const type = oneOf(fields.need('type'), types)
    const [filter, sorts, quick_filters] = [
      fields.at('filter'),
      fields.at('sorts'),
      fields.at('quick_filters'),
    ]
    return {
      name,
      type: type ?? 'table',
      filter: inWords<Json>(filter, QueryFilter, (given) => storeFilter(standIn(schema, given), given)),
      sorts: inWords<Sorts>(sorts, QuerySorts, (given) => storeSorts(standIn(schema, given), given)),
      quick_filters: inWords<Readonly<Record<string, Json>>>(quick_filters, MapOf(QuickFilter), (given) =>
        storeQuickFilters(standIn(schema, given), {}, given),
      ),
      configuration: readConfiguration(item, fields.at('configuration'), type, schema),
    }
  })
}

function readConfiguration(
  view: Place,
  place: Place | undefined,
  type: string | undefined,
  schema: ReadSchema,
) {
  if (type === undefined) return undefined
  const viewType = viewTypeNamed(type)
  if (!place) {
    const initial = viewType.initial(standIn(schema, null))
    if ('lacks' in initial) note(view, `needs ${initial.lacks}`)
    return undefined
  }
  const plain = plainOf(place)
  const isMap = typeof plain === 'object' && plain !== null && !Array.isArray(plain)
  const configuration = isMap ? { type, ...plain } : plain
  return inWords<Json & { type: string }>(
    place,
    viewType.request!,
    (given) => viewType.store({}, given, { schema: standIn(schema, given) }),
    configuration,
  )
}

/** What is said in the API's own words, when it has its shape and means something under the schema. */
function inWords<T>(
  place: Place | undefined,
  shape: Parameters<typeof checkShape>[1],
  tryOut: (given: T) => unknown,
  value: unknown = place && plainOf(place),
): T | undefined {
  if (!place) return undefined
  const before = place.ledger.count
  checkShape(place, shape, value)
  if (place.ledger.count > before) return undefined
  try {
    tryOut(value as T)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    note(place, `is refused: ${error.message}`)
  }
  return value as T
}

/**
 * The schema as far as a file tells it, each property under its name. Rows may bring more options along than the schema
 * says, so any that is named counts as one; those of a status are known.
 */
function standIn({ types, statuses }: ReadSchema, given: unknown): StoredSchema {
  const named = stringsIn(given)
  return Object.fromEntries(
    [...types].map(([name, type]) => {
      const options = (statuses.get(name) ?? named).map((option) => ({
        id: option,
        name: option,
        color: 'default',
        description: null,
      }))
      return [name, { id: name, name, description: null, type, config: { options } }]
    }),
  )
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
