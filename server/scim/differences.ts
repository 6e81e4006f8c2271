import { isDeepStrictEqual } from 'node:util'
import type { FieldChange } from '#server/domain/directory/requests.ts'
import type { Resource } from './attribute.ts'
import { isObject } from './read-values.ts'

/** What follows from the rest, and what is too long to be compared. */
const leftOut = new Set(['schemas', 'id', 'meta', 'groups', 'members'])

/** Where two resources differ, field by field; null stands for one that is not there. */
export function differences(before: Resource | null, after: Resource | null): FieldChange[] {
  const [was, is] = [fieldsOf(before ?? {}), fieldsOf(after ?? {})]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => !isDeepStrictEqual(was.get(field), is.get(field)))
    .map((field) => ({ field, before: shortened(was.get(field)), after: shortened(is.get(field)) }))
}

/** Parts of what is complex, and attributes of extensions, are fields of their own; a list is one. */
function fieldsOf(resource: Resource): Map<string, unknown> {
  const fields = new Map<string, unknown>()
  for (const [name, value] of Object.entries(resource)) {
    if (leftOut.has(name)) continue
    if (!isObject(value)) fields.set(name, value)
    else
      for (const [part, inside] of Object.entries(value)) {
        fields.set(name.startsWith('urn:') ? `${name}:${part}` : `${name}.${part}`, inside)
      }
  }
  return fields
}

/** Characters of a value that are kept. */
const LONGEST_VALUE = 2000

function shortened(value: unknown): unknown {
  if (value === undefined) return null
  const text = JSON.stringify(value)
  return text.length <= LONGEST_VALUE ? value : `${text.slice(0, LONGEST_VALUE).toWellFormed()}…`
}
