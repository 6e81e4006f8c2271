import type { PropertyInFile, SchemaInFile } from './types.ts'

/** The property types of the API that need a configuration. */
export const configuredTypes = ['relation', 'formula', 'rollup'] as const

/** Those before them stand alone: the name says all there is to say. */
export const propertyTypeNames = [
  'title',
  'rich_text',
  'number',
  'select',
  'multi_select',
  'status',
  'date',
  'people',
  'files',
  'checkbox',
  'url',
  'email',
  'phone_number',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'last_visited_time',
  'unique_id',
  'button',
  'place',
  'location',
  'verification',
  ...configuredTypes,
] as const

export type PropertyTypeName = (typeof propertyTypeNames)[number]

export const isPropertyType = (name: string): name is PropertyTypeName =>
  (propertyTypeNames as readonly string[]).includes(name)

/** The type of a property of a valid file. */
export function typeIn(property: PropertyInFile): PropertyTypeName {
  const names = typeof property === 'string' ? [property] : Object.keys(property)
  return names.find(isPropertyType)!
}

/** The name of the property that holds a row's title. */
export const titleIn = (schema: SchemaInFile): string =>
  Object.keys(schema).find((name) => typeIn(schema[name]!) === 'title')!
