import type { StoredProperty, StoredSchema } from './property.ts'

const firstCode = 0x21
const lastCode = 0x7e
// Ids start below `t`, so that `title` and `verification`, which have fixed ids, sort last.
const firstLetters = 't'.charCodeAt(0) - firstCode
const letters = lastCode - firstCode + 1
const count = firstLetters * letters ** 3

/** A property id on the wire. */
export const encodePropertyId = (id: string): string => encodeURIComponent(id)

/**
 * Four printable ASCII characters that `taken` does not know. `random` is a number from 0 up to 1; where
 * its id is taken, the next free one is.
 */
export function newPropertyId(taken: (id: string) => boolean, random: () => number): string {
  let number = Math.floor(random() * count) % count
  while (taken(toId(number)) || isRefused(toId(number))) number = (number + 1) % count
  return toId(number)
}

/**
 * Clients decode ids that are not encoded, and fail on a percent sign that stands for itself; the official SDK sends no
 * path with two dots in a row.
 */
const isRefused = (id: string): boolean => id.includes('%') || id.includes('..')

/** The property that a request means by its name, or by its id: raw, encoded, or encoded twice. */
export function findProperty(schema: StoredSchema, key: string): StoredProperty | undefined {
  for (const property of Object.values(schema)) if (property.name === key) return property
  return findPropertyById(schema, key)
}

/** The property with an id, raw, encoded, or encoded twice; another may have that id for its name. */
export function findPropertyById(schema: StoredSchema, key: string): StoredProperty | undefined {
  const once = decode(key)
  for (const id of [key, once, decode(once)]) if (Object.hasOwn(schema, id)) return schema[id]
  return undefined
}

function toId(number: number): string {
  let rest = number
  let id = ''
  for (let place = 0; place < 3; place++) {
    id = String.fromCharCode(firstCode + (rest % letters)) + id
    rest = Math.floor(rest / letters)
  }
  return String.fromCharCode(firstCode + rest) + id
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
