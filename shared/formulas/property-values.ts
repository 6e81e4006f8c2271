import { instantOf, type StoredDate } from '../dates.ts'
import { optionsOf } from '../properties/options.ts'
import type { RelatedPages, StoredProperty, StoredValue, View } from '../properties/property.ts'
import { typeOf } from '../properties/registry.ts'
import { targetOf } from '../properties/relation.ts'
import { MINUTE } from './moments.ts'
import type { FormulaDate, FormulaValue } from './values.ts'

/**
 * What a page keeps for a property as formulas see it, of the type that `typeOfProperty` says. Empty is null, but
 * a checkbox is false and a list has no items. Formulas and rollups are not kept; asking for one is a mistake.
 */
export function toFormulaValue(property: StoredProperty, stored: StoredValue, view: View): FormulaValue {
  const { type, config } = property
  const value = stored ?? null
  switch (type) {
    case 'number':
      return value as number | null
    case 'checkbox':
      return value === true
    case 'date':
      return value && dateOf(value as StoredDate)
    case 'created_time':
      return minuteOf(view.meta.created_time)
    case 'last_edited_time':
      return minuteOf(view.meta.last_edited_time)
    case 'created_by':
      return { kind: 'person', id: view.meta.created_by }
    case 'last_edited_by':
      return { kind: 'person', id: view.meta.last_edited_by }
    case 'people':
      return ((value ?? []) as readonly string[]).map((id) => ({ kind: 'person', id }))
    case 'relation': {
      const dataSourceId = targetOf(config)!
      return ((value as RelatedPages | null)?.ids ?? []).map((id) => ({ kind: 'page', id, dataSourceId }))
    }
    case 'multi_select':
      return ((value ?? []) as readonly string[]).flatMap((id) => optionName(config, id) ?? [])
    case 'files':
      return ((value ?? []) as readonly { name: string }[]).map(({ name }) => name)
    case 'last_visited_time':
      return null
    default:
      // Whatever is text, as the rest of the server shows it.
      return typeOf(property).plainText(value, config, view) || null
  }
}

const dateOf = ({ start, end }: StoredDate): FormulaDate => ({
  kind: 'date',
  start: instantOf(start),
  end: end === null ? null : instantOf(end),
  hasTime: start.includes('T'),
})

/** Times of pages are shown to the minute, and count so. */
const minuteOf = (time: number): FormulaDate => ({
  kind: 'date',
  start: Math.floor(time / MINUTE) * MINUTE,
  end: null,
  hasTime: true,
})

const optionName = (config: object, id: string): string | undefined =>
  optionsOf(config).find((option) => option.id === id)?.name
