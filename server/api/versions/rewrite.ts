/** The small rewrites that changes are made of. What they are given is never changed in place. */
import type { RawParts } from '#server/http/mount.ts'
import type { Json } from './change.ts'

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an object has of its own, were it called `constructor`. */
export const own = (object: Json, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** The same members in the same order, one of them under another name. */
export function renameKey(object: Json, from: string, to: string): Json {
  if (!Object.hasOwn(object, from) || Object.hasOwn(object, to)) return object
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]))
}

/** Changes one member where it is an object, and leaves the rest. */
export function changeMember(object: Json, key: string, change: (member: Json) => Json): Json {
  const member = own(object, key)
  if (!isObject(member)) return object
  const changed = change(member)
  return changed === member ? object : { ...object, [key]: changed }
}

/** Changes every member that is an object; null drops it. */
export function changeMembers(object: Json, change: (member: Json) => Json | null): Json {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, member]) => {
      const changed = isObject(member) ? change(member) : member
      return changed === null && member !== null ? [] : [[key, changed]]
    }),
  )
}

/** Changes the `properties` of a page, a database or a request for one. */
export const changeProperties =
  (change: (property: Json) => Json | null) =>
  (object: Json): Json =>
    changeMember(object, 'properties', (properties) => changeMembers(properties, change))

/** Changes the body of a request; what is no object is left for validation to refuse. */
export const inBody =
  (change: (body: Json) => Json) =>
  (parts: RawParts): RawParts =>
    isObject(parts.body) ? { ...parts, body: change(parts.body) } : parts
