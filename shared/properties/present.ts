import { type Computed, isComputed } from '../computed/results.ts'
import { leadsTo } from '../computed/types.ts'
import type { FormulaScope } from '../formulas/scope.ts'
import type { References } from '../references.ts'
import type {
  PageMeta,
  RelatedPages,
  StoredProperty,
  StoredSchema,
  StoredValue,
  StoredValues,
  View,
} from './property.ts'
import { encodePropertyId } from './property-ids.ts'
import { typeOf } from './registry.ts'
import { hasMoreRelations } from './relation.ts'

/** What a page has to show. Relations come from where links are kept; formulas and rollups are kept nowhere. */
export interface PageValues {
  readonly values: StoredValues
  readonly relations: ReadonlyMap<string, RelatedPages>
  readonly computed?: ReadonlyMap<string, Computed>
}

/**
 * Which properties are shown: those asked for, without relations to data sources the viewer cannot see and
 * what is rolled up from there.
 */
export interface Shown {
  readonly only?: readonly string[]
  readonly hides?: (dataSourceId: string) => boolean
}

/** The `properties` of a page object (API reference, "Page properties"), in the order of their ids. */
export function presentProperties(
  schema: StoredSchema,
  page: PageValues,
  view: View,
  shown: Shown = {},
): Record<string, unknown> {
  const properties = {}
  for (const property of shownProperties(schema, shown)) {
    setOwn(properties, property.name, presentProperty(property, page, view))
  }
  return properties
}

/** The `properties` of a data source object (API reference, "Property object"), in the order of their ids. */
export function presentSchema(
  schema: StoredSchema,
  shown: Shown = {},
  scope: FormulaScope = scopeOfOne(schema),
): Record<string, unknown> {
  const properties = {}
  for (const property of shownProperties(schema, shown)) {
    const { id, name, description, type, config } = property
    setOwn(properties, name, {
      id: encodePropertyId(id),
      name,
      description,
      type,
      [type]: typeOf(property).presentConfig(config, scope),
    })
  }
  return properties
}

/** Whether a page's properties look the same to everybody until they are written: their JSON can be kept. */
export function areReady(schema: StoredSchema, values: StoredValues): boolean {
  return propertiesInOrder(schema).every((property) => typeOf(property).isReady(values[property.id] ?? null))
}

/** What must be looked up before a page's properties are shown. */
export function collectPropertyReferences(
  schema: StoredSchema,
  page: PageValues,
  meta: PageMeta,
  references: References,
): void {
  for (const property of propertiesInOrder(schema)) {
    collectValueReferences(property, storedValue(property, page), meta, references)
  }
}

/** The same for one value. */
export function collectValueReferences(
  property: StoredProperty,
  value: StoredValue,
  meta: PageMeta,
  references: References,
): void {
  typeOf(property).collectReferences?.(value, meta, references)
}

/** What a page has for a property, wherever it is kept or made. */
export function storedValue(property: StoredProperty, page: PageValues): StoredValue {
  if (property.type === 'relation') return page.relations.get(property.id) ?? null
  if (isComputed(property)) return page.computed?.get(property.id) ?? null
  return page.values[property.id] ?? null
}

/** A property's value as plain text. */
export const plainTextOf = (property: StoredProperty, page: PageValues, view: View): string =>
  typeOf(property).plainText(storedValue(property, page), property.config, view)

/** Sorted by raw id in ASCII order, as every recorded object has them. */
export function propertiesInOrder(schema: StoredSchema): readonly StoredProperty[] {
  const known = ordered.get(schema)
  if (known) return known
  const properties = Object.values(schema).sort((a, b) => (a.id < b.id ? -1 : 1))
  ordered.set(schema, properties)
  return properties
}

// Schemas never change in place, so each is sorted once.
const ordered = new WeakMap<StoredSchema, readonly StoredProperty[]>()

function shownProperties(schema: StoredSchema, { only, hides }: Shown): readonly StoredProperty[] {
  const properties = propertiesInOrder(schema)
  if (!only && !hides) return properties
  return properties.filter((property) => {
    const target = hides && leadsTo(schema, property)
    return (only?.includes(property.id) ?? true) && !(target !== undefined && hides?.(target))
  })
}

/** Of a schema whose formulas and rollups know no other. */
const scopeOfOne = (schema: StoredSchema): FormulaScope => ({
  dataSourceId: '',
  schemaOf: (id) => (id === '' ? schema : null),
  computedType: () => ({ kind: 'any' }),
})

function presentProperty(property: StoredProperty, page: PageValues, view: View) {
  const { id, type, config } = property
  const value = storedValue(property, page)
  const wire: Record<string, unknown> = {
    id: encodePropertyId(id),
    type,
    [type]: typeOf(property).presentValue(value, config, view),
  }
  if (type === 'relation') wire.has_more = hasMoreRelations(value as RelatedPages | null)
  return wire
}

/** A property may be called `__proto__`, which plain assignment would not make a key. */
function setOwn(object: object, key: string, value: unknown): void {
  if (key !== '__proto__') (object as Record<string, unknown>)[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
