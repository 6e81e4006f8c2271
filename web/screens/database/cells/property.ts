/** Properties of a data source and their values on a page, as the API answers them. */

/** API reference, "Property object": what its type says stands under the name of the type. */
export interface Property {
  id: string
  name: string
  type: string
  description?: string | null
  [type: string]: unknown
}

/** API reference, "Page property values". */
export interface PropertyValue {
  id: string
  type: string
  /** Of a relation: there are more than are shown here. */
  has_more?: boolean
  [type: string]: unknown
}

/** A page of the data source. */
export interface Row {
  id: string
  properties: Record<string, PropertyValue>
}

export interface Option {
  id: string
  name: string
  color: string
}

export interface StatusGroup {
  id: string
  name: string
  color: string
  option_ids: string[]
}

export interface User {
  id: string
  object?: string
  name?: string | null
  avatar_url?: string | null
}

export interface DateValue {
  start: string
  end: string | null
  time_zone?: string | null
}

export interface FileValue {
  name?: string
  external?: { url: string }
  file?: { url: string }
  /** Sent, and not yet answered. */
  file_upload?: { id: string }
}

/** What a request for a page gives one property: a value under its type, `{ number: 3 }`. */
export type ValueRequest = Readonly<Record<string, unknown>>

/** How a view wants the values of a property shown. */
export interface Looks {
  date_format?: string
  time_format?: string
  status_show_as?: string
}

/** What every cell is given. */
export interface CellProps {
  property: Property
  /** Undefined while it is unknown. */
  value: PropertyValue | undefined
  row: Pick<Row, 'id'>
  looks?: Looks
}

/** What an editor is given besides. */
export interface EditorProps extends CellProps {
  /** Keeps a value; refuses with what the server says. When it is kept, `value` is the new one. */
  onChange: (value: ValueRequest) => Promise<unknown>
  /** Editing is over. */
  onClose: () => void
}

/** What a value says under its type; null when there is none. */
export const contentOf = <T>(value: PropertyValue | undefined): T | null =>
  value === undefined ? null : ((value[value.type] ?? null) as T | null)

export const optionsOf = (property: Property): Option[] =>
  (property[property.type] as { options?: Option[] } | undefined)?.options ?? []

/** Types whose values nobody writes. */
const computed = new Set([
  'rollup',
  'formula',
  'created_time',
  'created_by',
  'last_edited_time',
  'last_edited_by',
  'last_visited_time',
  'unique_id',
  'button',
  'location',
])

export const isComputed = ({ type }: Pick<Property, 'type'>): boolean => computed.has(type)

/** Whether there is nothing to show. */
export function isEmpty(value: PropertyValue | undefined): boolean {
  const content = contentOf<unknown>(value)
  if (content === null || content === '') return true
  if (Array.isArray(content)) return content.length === 0
  switch (value?.type) {
    case 'button':
      return true
    case 'unique_id':
      return (content as { number: number | null }).number === null
    case 'verification':
      return (content as { state: string }).state === 'unverified'
    case 'formula':
    case 'rollup':
      return isEmpty({ id: '', ...(content as { type: string }) })
    default:
      return false
  }
}
