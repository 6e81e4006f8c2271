/** Reads what clients send into resources whose attributes are named and typed as the schemas have them. */
import { type Attribute, type Place, placeOf, type Resource, type ResourceType } from './attribute.ts'
import { refuse } from './errors.ts'

/** The longest value of an attribute, in UTF-16 units. */
const LONGEST_TEXT = 10_000

/**
 * A resource as somebody sent it. Names are known in any case, whole or with a dot or URN before them, as Entra ID
 * sends them. What is read-only and what no schema knows is left out (RFC 7644 section 3.3).
 *
 * @throws `invalidValue` for a value of another type.
 */
export function readResource(type: ResourceType, body: unknown): Resource {
  const resource: Resource = {}
  for (const { place, value } of valuesIn(type, body)) setValue(resource, place, value)
  return resource
}

/** What the members of an object stand for, extensions taken apart. A value is undefined where none is assigned. */
export function valuesIn(type: ResourceType, body: unknown): { place: Place; value: unknown }[] {
  if (!isObject(body)) throw refuse('invalidSyntax', 'The value should be a JSON object.')
  return Object.entries(body).flatMap(([name, value]) => {
    const place = placeOf(type, name)
    if (place === null) return []
    if (place.attribute !== null) {
      return isReadOnly(place) ? [] : [{ place, value: readValue(name, place.sub ?? place.attribute, value) }]
    }
    if (value === null) return []
    if (!isObject(value)) throw refuse('invalidValue', `${name} should be a JSON object.`)
    return valuesIn(
      type,
      Object.fromEntries(Object.entries(value).map(([key, one]) => [`${name}:${key}`, one])),
    )
  })
}

export const isReadOnly = ({ attribute, sub }: Place): boolean =>
  attribute?.name === 'schemas' || attribute?.mutability === 'readOnly' || sub?.mutability === 'readOnly'

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Assigns a value in place of any that was there; undefined takes it away. */
export function setValue(resource: Resource, { extension, attribute, sub }: Place, value: unknown): void {
  const home = extension === null ? resource : inside(resource, extension)
  if (attribute === null) delete resource[extension!]
  else if (sub === null) assign(home, attribute.name, value)
  else if (attribute.multiValued) {
    throw refuse('invalidPath', `${attribute.name} has several values: say which one's ${sub.name} is meant.`)
  } else {
    const whole = inside(home, attribute.name)
    assign(whole, sub.name, value)
    if (Object.keys(whole).length === 0) delete home[attribute.name]
  }
  if (extension !== null && Object.keys(home).length === 0) delete resource[extension]
}

function inside(resource: Resource, name: string): Resource {
  const known = resource[name]
  if (isObject(known)) return known
  const made: Resource = {}
  resource[name] = made
  return made
}

function assign(home: Resource, name: string, value: unknown): void {
  if (value === undefined) delete home[name]
  else home[name] = value
}

/** A value of an attribute; undefined where null, nothing or an empty list stands for it (RFC 7643 section 2.5). */
export function readValue(name: string, attribute: Attribute, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (!attribute.multiValued) {
    const one = Array.isArray(value) && value.length < 2 ? value[0] : value
    return one === undefined ? undefined : readOne(name, attribute, one)
  }
  const elements = (Array.isArray(value) ? value : [value])
    .filter((element) => element !== null)
    .map((element) => readOne(name, attribute, element))
    .filter((element) => element !== undefined)
  return elements.length === 0 ? undefined : withOnePrimary(elements)
}

/** The first one that says so. */
function withOnePrimary(elements: readonly unknown[]): unknown[] {
  const first = elements.findIndex((element) => isObject(element) && element.primary === true)
  return elements.map((element, index) =>
    isObject(element) && element.primary === true && index !== first
      ? { ...element, primary: false }
      : element,
  )
}

function readOne(name: string, attribute: Attribute, value: unknown): unknown {
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(name, value)
    case 'complex':
      return readComplex(name, attribute, value)
    default:
      return readText(name, value)
  }
}

/** Entra ID sends "True" and "False". */
function readBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const lower = typeof value === 'string' ? value.toLowerCase() : ''
  if (lower === 'true' || lower === 'false') return lower === 'true'
  throw refuse('invalidValue', `${name} should be true or false.`)
}

function readText(name: string, value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') throw refuse('invalidValue', `${name} should be text.`)
  if (value.length > LONGEST_TEXT)
    throw refuse('invalidValue', `${name} should have at most ${LONGEST_TEXT} characters.`)
  return value === '' ? undefined : value
}

/** Where only one value is sent it is the `value`: Entra ID sends managers so. */
function readComplex(name: string, { subAttributes = [] }: Attribute, value: unknown): Resource | undefined {
  const given = isObject(value) ? value : { value }
  const read: Resource = {}
  for (const [key, part] of Object.entries(given)) {
    const sub = subAttributes.find((one) => one.name.toLowerCase() === key.toLowerCase())
    if (sub === undefined || sub.mutability === 'readOnly') continue
    const found = readValue(`${name}.${sub.name}`, sub, part)
    if (found !== undefined) read[sub.name] = found
  }
  if (Object.keys(read).length > 0) return read
  if (isObject(value)) return undefined
  throw refuse('invalidValue', `${name} should be a JSON object.`)
}
