/** Which attributes of a resource are shown: RFC 7644 section 3.9. */
import { attributesOf, placeOf, type Resource, type ResourceType } from './attribute.ts'
import { refuse } from './errors.ts'

/** What a request asks for; null where it says nothing. */
export interface Projection {
  attributes: readonly string[] | null
  excludedAttributes: readonly string[] | null
}

export const whole: Projection = { attributes: null, excludedAttributes: null }

/** A list of names, as a query writes it or as JSON has it. */
export function readProjection(attributes: unknown, excludedAttributes: unknown): Projection {
  const read = { attributes: namesIn(attributes), excludedAttributes: namesIn(excludedAttributes) }
  if (read.attributes !== null && read.excludedAttributes !== null) {
    throw refuse('invalidValue', 'attributes and excludedAttributes cannot be used together.')
  }
  return read
}

function namesIn(value: unknown): string[] | null {
  if (value === undefined || value === null || value === '') return null
  const names = Array.isArray(value) ? value : String(value).split(',')
  // A client asks for `emails[type eq "work"]`, by which it means the e-mails.
  return names
    .map((name) =>
      String(name)
        .replace(/\[.*\]/s, '')
        .trim(),
    )
    .filter((name) => name !== '')
}

/** Whether an attribute of the schema is shown at all: what is not need not be read. */
export function isShown(type: ResourceType, projection: Projection, name: string): boolean {
  const isNamed = (given: string) => placeOf(type, given)?.attribute?.name === name
  if (projection.attributes !== null) return projection.attributes.some(isNamed)
  return !projection.excludedAttributes?.some((given) => isNamed(given) && placeOf(type, given)?.sub === null)
}

/** The resource with what a projection leaves of it. */
export function project(type: ResourceType, resource: Resource, projection: Projection): Resource {
  if (projection.attributes !== null) return onlyThose(type, resource, projection.attributes)
  if (projection.excludedAttributes !== null)
    return withoutThose(type, resource, projection.excludedAttributes)
  return resource
}

const always = (type: ResourceType): Set<string> =>
  new Set(attributesOf(type).flatMap(({ name, returned }) => (returned === 'always' ? [name] : [])))

function onlyThose(type: ResourceType, resource: Resource, names: readonly string[]): Resource {
  const shown: Resource = {}
  for (const name of always(type)) if (name in resource) shown[name] = resource[name]
  for (const name of names) {
    const place = placeOf(type, name)
    if (place === null) continue
    const { extension, attribute, sub } = place
    const home = (extension === null ? resource : resource[extension]) as Resource | undefined
    if (home === undefined) continue
    const into = extension === null ? shown : { ...(shown[extension] as Resource | undefined) }
    if (extension !== null) shown[extension] = into
    if (attribute === null) Object.assign(into, home)
    else if (attribute.name in home) {
      const value = home[attribute.name]
      into[attribute.name] = sub === null ? value : merged(into[attribute.name], value, sub.name)
    }
  }
  return shown
}

/** A part of a value, or of each of several, beside the parts that are shown already. */
function merged(before: unknown, value: unknown, sub: string): unknown {
  if (Array.isArray(value)) {
    const known = before as Resource[] | undefined
    return value.map((element, index) => merged(known?.[index], element, sub))
  }
  const whole = value as Resource
  return sub in whole ? { ...(before as Resource | undefined), [sub]: whole[sub] } : (before ?? {})
}

function withoutThose(type: ResourceType, resource: Resource, names: readonly string[]): Resource {
  const shown = { ...resource }
  const kept = always(type)
  for (const name of names) {
    const place = placeOf(type, name)
    if (place === null || (place.extension === null && kept.has(place.attribute!.name))) continue
    const { extension, attribute, sub } = place
    if (attribute === null) {
      delete shown[extension!]
      continue
    }
    if (extension !== null) shown[extension] = { ...(shown[extension] as Resource | undefined) }
    const home = (extension === null ? shown : shown[extension]) as Resource
    if (sub === null) delete home[attribute.name]
    else if (attribute.name in home) home[attribute.name] = lessened(home[attribute.name], sub.name)
    if (extension !== null && Object.keys(home).length === 0) delete shown[extension]
  }
  return shown
}

function lessened(value: unknown, sub: string): unknown {
  if (Array.isArray(value)) return value.map((element) => lessened(element, sub))
  const { [sub]: _, ...rest } = value as Resource
  return rest
}
