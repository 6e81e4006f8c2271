import type { Property, ValueRequest } from '../../../data/properties.ts'

const lists = new Set(['title', 'rich_text', 'multi_select', 'people', 'files', 'relation'])
const single = new Set(['number', 'select', 'status', 'date', 'url', 'email', 'phone_number', 'place'])

/** What takes a value away; null when nobody can. */
export function clearedValue({ type }: Property): ValueRequest | null {
  if (lists.has(type)) return { [type]: [] }
  if (single.has(type)) return { [type]: null }
  return type === 'checkbox' ? { checkbox: false } : null
}
