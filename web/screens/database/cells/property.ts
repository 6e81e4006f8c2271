/** What cells and their editors are given, and what their values say. */
import type { Property, PropertyValue, ValueRequest } from '../../../data/properties.ts'

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
  row: { id: string }
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
