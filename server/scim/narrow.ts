/** What of a filter the store can look for by itself. */
import type { DirectoryCondition } from '#server/domain/directory/person.ts'
import { placeOf, type ResourceType } from './attribute.ts'
import type { Filter } from './filter.ts'

export interface Narrowed {
  /** Everything that the filter lets through is among what this finds; null finds all. */
  condition: DirectoryCondition | null
  /** Whether it finds nothing else. */
  isExact: boolean
}

const everything: Narrowed = { condition: null, isExact: false }

export function narrow(type: ResourceType, filter: Filter): Narrowed {
  switch (filter.is) {
    case 'and': {
      const parts = filter.parts.map((part) => narrow(type, part))
      const all = parts.flatMap(({ condition }) => (condition === null ? [] : [condition]))
      const isExact = parts.every((part) => part.isExact)
      return all.length === 0 ? everything : { condition: { all }, isExact }
    }
    case 'or': {
      const parts = filter.parts.map((part) => narrow(type, part))
      const any = parts.flatMap(({ condition }) => (condition === null ? [] : [condition]))
      if (any.length < parts.length) return everything
      return { condition: { any }, isExact: parts.every((part) => part.isExact) }
    }
    case 'compare':
      return narrowComparison(type, filter)
    case 'element':
      return narrowElement(type, filter)
    default:
      return everything
  }
}

const times = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const
const timeColumns: Record<string, 'created_time' | 'updated_time'> = {
  created: 'created_time',
  lastModified: 'updated_time',
}

function narrowComparison(
  type: ResourceType,
  { attribute, by, value }: Filter & { is: 'compare' },
): Narrowed {
  const place = placeOf(type, attribute)
  if (place?.attribute == null || place.extension !== null || value === null) return everything
  const { name } = place.attribute
  const sub = place.sub?.name
  if (name === 'meta' && sub !== undefined && by in times) {
    const [column, time] = [timeColumns[sub], Date.parse(String(value))]
    if (column === undefined || Number.isNaN(time)) return everything
    return { condition: { by: column, is: times[by as keyof typeof times], value: time }, isExact: true }
  }
  if (by !== 'eq') return everything
  const text = String(value)
  const lower = text.toLowerCase()
  switch (`${type.name}.${name}${sub === undefined || sub === 'value' ? '' : `.${sub}`}`) {
    case 'User.id':
    case 'Group.id':
      return { condition: { by: 'id', value: text }, isExact: true }
    case 'User.externalId':
    case 'Group.externalId':
      return { condition: { by: 'externalId', value: text }, isExact: true }
    case 'User.active':
      return { condition: { by: 'active', value: lower === 'true' }, isExact: true }
    case 'User.name.givenName':
      return { condition: { by: 'givenName', value: lower }, isExact: false }
    case 'User.name.familyName':
      return { condition: { by: 'familyName', value: lower }, isExact: false }
    case 'User.name.formatted':
      return { condition: { by: 'wholeName', value: lower }, isExact: false }
    case 'User.displayName':
      return { condition: { by: 'displayName', value: lower }, isExact: false }
    case 'User.groups':
      return { condition: { by: 'group', value: text }, isExact: true }
    case 'User.groups.display':
      return { condition: { by: 'groupName', value: lower }, isExact: true }
    case 'User.userName':
      return { condition: { by: 'userName', value: text.trim().toLowerCase() }, isExact: false }
    case 'User.emails':
      return { condition: { by: 'email', value: text.trim().toLowerCase() }, isExact: false }
    case 'Group.displayName':
      return { condition: { by: 'name', value: lower }, isExact: true }
    case 'Group.members':
      return { condition: { by: 'member', value: text }, isExact: true }
    default:
      return everything
  }
}

/** Of `emails[type eq "work" and value eq "…"]` the value: some part of what all parts must be. */
function narrowElement(type: ResourceType, { attribute, filter }: Filter & { is: 'element' }): Narrowed {
  const parts = filter.is === 'and' ? filter.parts : [filter]
  for (const part of parts) {
    if (part.is === 'element' || part.is === 'not' || part.is === 'and' || part.is === 'or') continue
    if (part.is === 'compare' && part.by === 'eq' && part.attribute.toLowerCase() === 'value') {
      const { condition } = narrowComparison(type, { ...part, attribute })
      if (condition !== null) return { condition, isExact: false }
    }
  }
  return everything
}
