import { type TSchema, Type } from 'typebox'

const byName = new Map<string, TSchema>()
const names = new WeakMap<TSchema, string>()

const place = '#/components/schemas/'

/**
 * Gives a schema a name: a description of the API shows it once, other schemas may refer to it before it is
 * made, and so it may contain itself.
 */
export function named<S extends TSchema>(name: string, schema: S): S {
  if (byName.has(name)) throw new Error(`Two schemas are called ${name}`)
  byName.set(name, schema)
  names.set(schema, name)
  return schema
}

/** Stands for the schema of that name, wherever in the description of an API it is put. */
export const reference = <T>(name: string) => Type.Unsafe<T>({ $ref: `${place}${name}` })

/** The name a schema was given, for the description of an API. */
export const nameOf = (schema: TSchema): string | undefined => names.get(schema)

/** Every schema that was given a name. */
export const namedSchemas: ReadonlyMap<string, TSchema> = byName

/** The schema that a `$ref` or a bare name means. Only our own schemas ask, so an unknown name is our mistake. */
export function schemaNamed(name: string): TSchema {
  const schema = byName.get(name.startsWith(place) ? name.slice(place.length) : name)
  if (!schema) throw new Error(`No schema is called ${name}`)
  return schema
}
