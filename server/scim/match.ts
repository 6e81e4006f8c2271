/** Says whether a resource is as a filter asks: RFC 7644 section 3.4.2.2. */
import type { Attribute, Place, Resource, ResourceType } from './attribute.ts'
import { placeOf, valuesAt } from './attribute.ts'
import { refuse } from './errors.ts'
import type { Comparison, Filter, FilterValue } from './filter.ts'

type Predicate = (resource: Resource) => boolean

/** How a name in a filter is understood; null for one that is not known, which nothing is like. */
type Locate = (name: string) => Place | null

/** @throws `invalidFilter` where a comparison makes no sense. */
export const matcher = (type: ResourceType, filter: Filter): Predicate =>
  compile((name) => placeOf(type, name), filter)

/** The same for the elements of a list. */
export const elementMatcher = ({ subAttributes }: Attribute, filter: Filter): Predicate =>
  compile((name) => {
    const attribute = subAttributes?.find((one) => one.name.toLowerCase() === name.toLowerCase())
    return attribute === undefined ? null : { extension: null, attribute, sub: null }
  }, filter)

function compile(locate: Locate, filter: Filter): Predicate {
  switch (filter.is) {
    case 'and': {
      const parts = filter.parts.map((part) => compile(locate, part))
      return (resource) => parts.every((part) => part(resource))
    }
    case 'or': {
      const parts = filter.parts.map((part) => compile(locate, part))
      return (resource) => parts.some((part) => part(resource))
    }
    case 'not': {
      const part = compile(locate, filter.part)
      return (resource) => !part(resource)
    }
    case 'present': {
      const place = locate(filter.attribute)
      return (resource) => place !== null && valuesAt(resource, place).some((value) => value !== '')
    }
    case 'compare':
      return compileComparison(locate(filter.attribute), filter)
    case 'element': {
      const place = locate(filter.attribute)
      if (place?.attribute == null) return () => false
      const isLike = elementMatcher(place.attribute, filter.filter)
      return (resource) => valuesAt(resource, place).some((element) => isLike(element as Resource))
    }
  }
}

function compileComparison(
  place: Place | null,
  { attribute: name, by, value }: Filter & { is: 'compare' },
): Predicate {
  if (place?.attribute == null) return () => false
  const { compared, attribute } = simple(place)
  if (value === null) {
    if (by !== 'eq' && by !== 'ne')
      throw refuse('invalidFilter', `${name} cannot be compared with null by ${by}.`)
    return (resource) => (valuesAt(resource, compared).length === 0) === (by === 'eq')
  }
  const isLike = comparer(name, attribute, by === 'ne' ? 'eq' : by, value)
  if (by === 'ne') return (resource) => !valuesAt(resource, compared).some(isLike)
  return (resource) => valuesAt(resource, compared).some(isLike)
}

/** What is compared of a complex value is its `value` (RFC 7644 section 3.4.2.2). */
function simple(place: Place): { compared: Place; attribute: Attribute } {
  const attribute = place.sub ?? place.attribute!
  const value = attribute.subAttributes?.find(({ name }) => name === 'value')
  return value === undefined
    ? { compared: place, attribute }
    : { compared: { ...place, sub: value }, attribute: value }
}

function comparer(
  name: string,
  { type, caseExact }: Attribute,
  by: Exclude<Comparison, 'ne'>,
  value: Exclude<FilterValue, null>,
): (found: unknown) => boolean {
  if (type === 'boolean') {
    if (by !== 'eq')
      throw refuse('invalidFilter', `${name} is true or false and cannot be compared by ${by}.`)
    const wanted = String(value).toLowerCase() === 'true'
    return (found) => found === wanted
  }
  if (type === 'dateTime' && by !== 'co' && by !== 'sw' && by !== 'ew') {
    const wanted = Date.parse(String(value))
    if (Number.isNaN(wanted))
      throw refuse('invalidFilter', `${name} is a time, and ${JSON.stringify(value)} is none.`)
    return (found) => holds(Date.parse(String(found)), by, wanted)
  }
  const read = (text: unknown) => (caseExact ? String(text) : String(text).toLowerCase())
  const wanted = read(value)
  return (found) => holds(read(found), by, wanted)
}

function holds<T extends string | number>(found: T, by: Exclude<Comparison, 'ne'>, wanted: T): boolean {
  switch (by) {
    case 'eq':
      return found === wanted
    case 'gt':
      return found > wanted
    case 'ge':
      return found >= wanted
    case 'lt':
      return found < wanted
    case 'le':
      return found <= wanted
    case 'co':
      return String(found).includes(String(wanted))
    case 'sw':
      return String(found).startsWith(String(wanted))
    case 'ew':
      return String(found).endsWith(String(wanted))
  }
}
