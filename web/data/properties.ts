/** Properties of a data source and their values, as the API answers them. */

/** API reference, "Property object": what its type says stands under the name of the type. */
export interface Property {
  id: string
  name: string
  type: string
  description?: string | null
  [type: string]: unknown
}

/** As it is sent: the settings under the name of the type, a new name, or both. */
export type PropertyRequest = Readonly<Record<string, unknown>>

/** API reference, "Page property values": the value stands under the name of its type. */
export interface PropertyValue {
  id: string
  type: string
  [type: string]: unknown
}

/** What a request for a page gives one property: a value under its type, `{ number: 3 }`. */
export type ValueRequest = Readonly<Record<string, unknown>>

export interface Option {
  id: string
  name: string
  color: string
}

export interface StatusGroup extends Option {
  option_ids: string[]
}

/** The options of a select, multi-select or status property, in order. */
export const optionsOf = (property: Property): Option[] =>
  (property[property.type] as { options?: Option[] } | undefined)?.options ?? []

export interface RelationConfig {
  data_source_id: string
  type: 'single_property' | 'dual_property'
  dual_property?: { synced_property_name: string; synced_property_id: string }
}

export interface RollupConfig {
  relation_property_name: string
  rollup_property_name: string
  function: string
}

/** Properties in the order in which they were made, the title first. */
export const inOrder = (properties: Readonly<Record<string, Property>>): Property[] =>
  Object.values(properties).sort((a, b) => Number(b.type === 'title') - Number(a.type === 'title'))

/** The ids of answers are encoded for addresses; a view names properties by what that stands for. */
export const rawId = ({ id }: Pick<Property, 'id'>): string => decodeURIComponent(id)

/** @param id raw, as views name it */
export const propertyNamed = (
  properties: Readonly<Record<string, Property>>,
  id: string,
): Property | undefined => Object.values(properties).find((property) => rawId(property) === id)
