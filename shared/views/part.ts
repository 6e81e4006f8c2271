import { type TSchema, Type } from 'typebox'
import type { StoredProperty, StoredSchema } from '../properties/property.ts'
import { Nullable, OneOf, StrictObject } from '../validation/schemas.ts'

/** What storing a request needs to know. */
export interface Place {
  readonly schema: StoredSchema
}

/** One value of a view's configuration. What it stores names properties by their raw ids. */
export interface Part {
  readonly request: TSchema
  store(request: never, place: Place): unknown
  /** The value as it is now; undefined when the property it is about is gone or became another type. */
  present(stored: never, schema: StoredSchema): unknown
  /** Of a part that names a property: the property. */
  property?(stored: never, schema: StoredSchema): StoredProperty | undefined
}

/** A part under its key in an object. */
export interface Member {
  readonly part: Part
  /** Without a required member there is no object; null clears a clearable one. */
  readonly need: 'required' | 'optional' | 'clearable'
  /** The key beside it that tells the name of its property. */
  readonly named?: string
}

export type Members = Readonly<Record<string, Member>>

export const required = (part: Part, named?: string): Member => member(part, 'required', named)
export const optional = (part: Part, named?: string): Member => member(part, 'optional', named)
export const clearable = (part: Part, named?: string): Member => member(part, 'clearable', named)

const member = (part: Part, need: Member['need'], named: string | undefined): Member => ({
  part,
  need,
  ...(named === undefined ? {} : { named }),
})

type Json = Record<string, unknown>

/** An object of such members, in the order in which it is answered. */
export const objectOf = (members: Members): Part => ({
  request: objectRequest(members),
  store: (request: Json, place) => storeMembers(members, request, place),
  present: (stored: Json, schema) => presentMembers(members, stored, schema),
})

export const objectRequest = (members: Members): TSchema =>
  StrictObject(
    Object.fromEntries(
      Object.entries(members).map(([key, { part, need }]) => [key, requestOf(part.request, need)]),
    ),
  )

function requestOf(request: TSchema, need: Member['need']): TSchema {
  if (need === 'required') return request
  return Type.Optional(need === 'clearable' ? Nullable(request) : request)
}

/** What a request gives; null stays, for whoever keeps it to clear. */
export function storeMembers(members: Members, request: Json, place: Place): Json {
  const stored: Json = {}
  for (const [key, { part }] of Object.entries(members)) {
    const value = request[key]
    if (value !== undefined) stored[key] = value === null ? null : part.store(value as never, place)
  }
  return stored
}

/** Undefined when a required member is not there. */
export function presentMembers(members: Members, stored: Json, schema: StoredSchema): Json | undefined {
  const shown: Json = {}
  for (const [key, { part, need, named }] of Object.entries(members)) {
    const value = stored[key]
    const present = value === undefined || value === null ? value : part.present(value as never, schema)
    if (present !== undefined) shown[key] = present
    else if (need === 'required') return undefined
    const property = present === undefined ? undefined : part.property?.(value as never, schema)
    if (property && named !== undefined) shown[named] = property.name
  }
  return shown
}

/** A value that is kept and shown as it is given. */
export const plain = (request: TSchema): Part => ({
  request,
  store: (value) => value,
  present: (value) => value,
})

export const flag = plain(Type.Boolean())

export const choice = (...words: string[]): Part => plain(OneOf(words))

/** One word only, which tells alternatives apart. */
export const tag = (word: string): Part => plain(Type.Literal(word))

/** Alternatives that a required `type` tells apart. */
export function oneOfTypes(alternatives: ReadonlyMap<string, Part>): Part {
  const meant = ({ type }: Json): Part => alternatives.get(type as string)!
  return {
    request: Type.Union([...alternatives.values()].map(({ request }) => request)),
    store: (request: Json, place) => meant(request).store(request as never, place),
    present: (stored: Json, schema) => meant(stored).present(stored as never, schema),
  }
}
