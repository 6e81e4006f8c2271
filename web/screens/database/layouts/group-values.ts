/** What a row has to be given to be in a group. */
import type { Property, PropertyValue, ValueRequest } from '../../../data/properties.ts'
import type { GroupBy } from '../../../data/view.ts'
import { contentOf } from '../cells/property.ts'

/** A group by what its rows have. */
interface Value {
  value: unknown
}

/**
 * The value with which a row is in one group instead of another; of several options, people or pages the others stay.
 *
 * @param from null for a row that is in no group yet
 * @returns null when no value says so: the property is computed, or the group is of many values
 */
export function valueInGroup(
  property: Property,
  by: GroupBy,
  before: PropertyValue | undefined,
  from: Value | null,
  to: Value,
): ValueRequest | null {
  const { type } = property
  switch (type) {
    case 'select':
      return { select: to.value }
    case 'status':
      return by.group_by === 'group' ? statusIn(property, to.value) : { status: to.value }
    case 'multi_select':
    case 'people':
    case 'relation': {
      const members = contentOf<Member[]>(before) ?? []
      const gone = new Set([idIn(from?.value), idIn(to.value)])
      const others = members.filter(({ id }) => !gone.has(id))
      return { [type]: to.value === null ? others : [...others, to.value] }
    }
    case 'checkbox':
      return { checkbox: to.value === true }
    case 'date': {
      const days = to.value as { from: string; to: string } | null
      if (days === null) return { date: null }
      return days.from === days.to ? { date: { start: days.from, end: null } } : null
    }
    case 'number': {
      const range = to.value as { from: number | null; to: number | null } | null
      if (range === null) return { number: null }
      return range.from === range.to ? { number: range.from } : null
    }
    case 'url':
    case 'email':
    case 'phone_number':
      if (to.value !== null && by.group_by !== 'exact') return null
      return { [type]: to.value }
    default:
      return null
  }
}

interface Member {
  id: string
}

const idIn = (value: unknown): string | undefined => (value as Partial<Member> | null | undefined)?.id

/** The first option of a group of a status. */
function statusIn(property: Property, group: unknown): ValueRequest | null {
  if (group === null) return { status: null }
  const { options } = property.status as { options: Member[] }
  const [first] = (group as { option_ids: string[] }).option_ids
  const option = options.find(({ id }) => id === first)
  return option === undefined ? null : { status: option }
}
