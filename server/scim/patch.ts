/** Applies the operations of a PATCH to a resource: RFC 7644 section 3.5.2, and what clients send in its stead. */
import {
  type Attribute,
  type Place,
  placeOf,
  type Resource,
  type ResourceType,
  valuesAt,
} from './attribute.ts'
import { refuse } from './errors.ts'
import { type Filter, readFilter } from './filter.ts'
import { elementMatcher } from './match.ts'
import { isObject, isReadOnly, readValue, setValue, valuesIn } from './read-values.ts'

export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

export interface Operation {
  op: 'add' | 'replace' | 'remove'
  path: string | null
  value: unknown
}

const words = { op: 'op', path: 'path', value: 'value' } as const

/** The operations of a body, whose names are known in any case. */
export function readOperations(body: unknown): Operation[] {
  const given = memberOf(body, 'operations')
  if (!Array.isArray(given) || given.length === 0) {
    throw refuse('invalidSyntax', 'The body should have a list of Operations.')
  }
  return given.map((one, index) => {
    const op = String(memberOf(one, words.op)).toLowerCase()
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      throw refuse('invalidSyntax', `Operations[${index}].op should be add, replace or remove.`)
    }
    const path = memberOf(one, words.path) ?? null
    if (path !== null && typeof path !== 'string') {
      throw refuse('invalidPath', `Operations[${index}].path should be text.`)
    }
    return { op, path: path === '' ? null : path, value: memberOf(one, words.value) }
  })
}

function memberOf(body: unknown, name: string): unknown {
  if (!isObject(body)) throw refuse('invalidSyntax', 'The body should be a JSON object.')
  const key = Object.keys(body).find((one) => one.toLowerCase() === name)
  return key === undefined ? undefined : body[key]
}

/** The resource after all operations, in their order; the given one stays as it is. */
export function patched(type: ResourceType, resource: Resource, operations: readonly Operation[]): Resource {
  const next = structuredClone(resource)
  for (const operation of operations) apply(type, next, operation)
  return next
}

function apply(type: ResourceType, resource: Resource, { op, path, value }: Operation): void {
  if (path === null) {
    if (op === 'remove') throw refuse('noTarget', 'A remove needs a path.')
    for (const one of valuesIn(type, value)) put(resource, op, one.place, one.value)
    for (const [key, one] of Object.entries(value as Resource)) {
      if (key.includes('[')) apply(type, resource, { op, path: key, value: one })
    }
    return
  }
  const target = readPath(type, path)
  if (isReadOnly(target.place)) throw refuse('mutability', `${path} is read-only.`)
  if (target.filter !== null) applyToElements(resource, op, target, target.filter, path, value)
  else if (op === 'remove') remove(resource, target.place, path, value)
  else for (const one of valuesIn(type, { [path]: value })) put(resource, op, one.place, one.value)
}

export interface Target {
  place: Place
  /** Which elements of a list are meant; null for all that is there. */
  filter: Filter | null
}

/** `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with a URN before it. */
export function readPath(type: ResourceType, path: string): Target {
  const match = /^([^[\]]+)(?:\[(.*)\](?:\.([^.[\]]+))?)?$/s.exec(path.trim())
  if (match === null) throw refuse('invalidPath', `The path ${path} cannot be read.`)
  const [, name, filter, sub] = match
  const place = placeOf(type, sub === undefined ? name! : `${name}.${sub}`)
  if (place === null) throw refuse('invalidPath', `There is no attribute ${path}.`)
  if (filter === undefined) return { place, filter: null }
  if (!place.attribute?.multiValued)
    throw refuse('invalidPath', `${name} has one value, of which none is chosen.`)
  return { place, filter: readFilter(filter) }
}

/** Adds or replaces. What is complex keeps the parts that are not named. */
function put(resource: Resource, op: 'add' | 'replace', place: Place, value: unknown): void {
  const { attribute, sub } = place
  const here = { ...place, sub: null }
  if (attribute!.multiValued && sub === null && op === 'add') {
    setValue(resource, place, joined(valuesAt(resource, place), (value ?? []) as unknown[]))
  } else if (attribute!.type === 'complex' && !attribute!.multiValued && sub === null && isObject(value)) {
    const [before] = valuesAt(resource, here)
    setValue(resource, place, { ...(before as Resource | undefined), ...value })
  } else setValue(resource, place, value)
}

/** What is there already is not added again; of several, the newest primary one is primary. */
function joined(before: readonly unknown[], added: readonly unknown[]): unknown[] | undefined {
  const known = new Set(before.map(keyOf))
  const fresh = once(added).filter((element) => !known.has(keyOf(element)))
  const elements = fresh.some(isPrimary)
    ? [...before.map((element) => (isPrimary(element) ? { ...element, primary: false } : element)), ...fresh]
    : [...before, ...fresh]
  return elements.length === 0 ? undefined : elements
}

const isPrimary = (element: unknown): element is Resource => isObject(element) && element.primary === true

const keyOf = (element: unknown): string =>
  isObject(element) ? JSON.stringify(Object.entries(element).sort()) : JSON.stringify(element)

/** Of equal elements the first. */
const once = <T>(elements: readonly T[]): T[] => {
  const known = new Set<string>()
  return elements.filter((element) => {
    const key = keyOf(element)
    return !known.has(key) && known.add(key)
  })
}

/** Takes a value away; of a list, those that are named where some are: Entra ID removes members so. */
function remove(resource: Resource, place: Place, path: string, value: unknown): void {
  const { attribute, sub } = place
  if ((sub ?? attribute)?.required) throw refuse('mutability', `${path} is required.`)
  const namesSome = attribute?.multiValued && sub === null && value !== undefined && value !== null
  const left = namesSome ? withoutThose(valuesAt(resource, place), readValue(path, attribute, value)) : []
  setValue(resource, place, left.length === 0 ? undefined : left)
}

/** An empty list of those that go takes nobody away. */
function withoutThose(elements: readonly unknown[], named: unknown = []): unknown[] {
  const gone = new Set((named as unknown[]).map(valueIn))
  return elements.filter((element) => !gone.has(valueIn(element)))
}

const valueIn = (element: unknown): unknown =>
  isObject(element) ? (element.value ?? keyOf(element)) : element

function applyToElements(
  resource: Resource,
  op: Operation['op'],
  { place }: Target,
  filter: Filter,
  path: string,
  value: unknown,
): void {
  const attribute = place.attribute!
  const { sub } = place
  const list = { ...place, sub: null }
  const isMeant = elementMatcher(attribute, filter)
  const before = valuesAt(resource, list) as Resource[]
  const given = op === 'remove' ? undefined : readElement(path, attribute, sub, value)
  let after: Resource[]
  if (before.some(isMeant)) {
    after = once(
      before.flatMap((element) => (isMeant(element) ? changed(op, sub, element, given) : [element])),
    )
    const chosen = after.find((element) => isPrimary(element) && !before.includes(element))
    if (given?.primary === true && chosen !== undefined) after = onlyPrimary(after, chosen)
  } else if (op === 'remove') return
  else if (op === 'replace') throw refuse('noTarget', `Nothing is like ${path}.`)
  else after = joined(before, [{ ...impliedBy(filter, attribute), ...given }]) as Resource[]
  setValue(resource, list, after.length === 0 ? undefined : after)
}

/** What is assigned to an element: some parts, or all of it. */
function readElement(path: string, attribute: Attribute, sub: Attribute | null, value: unknown): Resource {
  if (sub !== null) return { [sub.name]: readValue(path, sub, value) }
  const [element] = (readValue(path, attribute, value) ?? []) as Resource[]
  if (element === undefined) throw refuse('invalidValue', `${path} needs a value.`)
  return element
}

function changed(
  op: Operation['op'],
  sub: Attribute | null,
  element: Resource,
  given: Resource | undefined,
): Resource[] {
  if (op === 'remove' && sub === null) return []
  if (op === 'replace' && sub === null) return [given!]
  const parts = { ...element, ...(op === 'remove' ? { [sub!.name]: undefined } : given) }
  const left = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
  return Object.keys(left).length === 0 ? [] : [left]
}

const onlyPrimary = (elements: readonly Resource[], chosen: Resource): Resource[] =>
  elements.map((element) =>
    element !== chosen && isPrimary(element) ? { ...element, primary: false } : element,
  )

/** An element that a filter asks for and that is not there yet: Entra ID adds to those (`emails[type eq "work"].value`). */
function impliedBy(filter: Filter, attribute: Attribute): Resource {
  if (filter.is === 'and') return Object.assign({}, ...filter.parts.map((part) => impliedBy(part, attribute)))
  if (filter.is !== 'compare' || filter.by !== 'eq') return {}
  const sub = attribute.subAttributes?.find(
    ({ name }) => name.toLowerCase() === filter.attribute.toLowerCase(),
  )
  return sub === undefined ? {} : { [sub.name]: readValue(filter.attribute, sub, filter.value) }
}
