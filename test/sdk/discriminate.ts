import { constantsOf, mapParts, type Schema, when } from './schema.ts'

/**
 * Writes every union so that a value is checked against one branch only, the one its `object`, `type` or own fields
 * point to: a wrong field of a paragraph is then told as such, and not as "is none of thirty blocks".
 */
export function discriminate(schema: Schema): Schema {
  const made = new Map<Schema, Schema>()
  return walk(schema)

  function walk(node: Schema): Schema {
    const before = made.get(node)
    if (before) return before
    const mapped = mapParts(node, walk)
    const result = mapped.anyOf ? choose(mapped.anyOf) : mapped
    made.set(node, result)
    return result
  }
}

function choose(branches: readonly Schema[]): Schema {
  const objects = branches.filter(isObject)
  const others = branches.filter((branch) => !isObject(branch))
  if (objects.length === 0) return anyOfThese(others)
  const object = chooseObject(objects)
  if (others.length === 0) return object
  const types = others.flatMap((other) => (isBare(other) ? other.type : []))
  const isAnObject = { type: 'object' }
  return others.every(isBare)
    ? { type: ['object', ...(types as string[])], ...when(isAnObject, object) }
    : when(isAnObject, object, anyOfThese(others))
}

const isObject = (schema: Schema): boolean => schema.type === 'object' || schema.allOf !== undefined

/** Whether a schema says no more than a type, so that several are one. */
const isBare = (schema: Schema): boolean => schema.type !== undefined && Object.keys(schema).length === 1

function anyOfThese(schemas: readonly Schema[]): Schema {
  if (schemas.length === 1) return schemas[0] as Schema
  return schemas.every(isBare) ? { type: schemas.flatMap(({ type }) => type as string) } : { anyOf: schemas }
}

function chooseObject(objects: readonly Schema[]): Schema {
  const only = objects[0] as Schema
  if (objects.length === 1) return only
  return chooseByName(objects) ?? chooseByFields(objects)
}

/** By the constants of a field: `object` first, then `type`, then any other. */
function chooseByName(objects: readonly Schema[]): Schema | undefined {
  const fields = new Set([
    'object',
    'type',
    ...objects.flatMap(({ properties }) => Object.keys(properties ?? {})),
  ])
  for (const field of fields) {
    const groups = new Map<unknown, Schema[]>()
    const nameless: Schema[] = []
    for (const object of objects) {
      const names = object.required?.includes(field) ? constantsOf(object, field) : undefined
      if (!names) nameless.push(object)
      for (const name of names ?? []) groups.set(name, [...(groups.get(name) ?? []), object])
    }
    if (groups.size < 2 && (groups.size === 0 || nameless.length === 0)) continue
    if ([...groups.values()].some((group) => group.length === objects.length)) continue
    return byName(field, groups, nameless)
  }
  return undefined
}

function byName(field: string, groups: ReadonlyMap<unknown, Schema[]>, nameless: readonly Schema[]): Schema {
  const all = [...new Set([...groups.values()].flat()), ...nameless]
  const shared = field === 'type' ? constantsOf(all[0] as Schema, 'object') : undefined
  const isShared = shared && all.every((object) => String(constantsOf(object, 'object')) === String(shared))
  const named = {
    type: 'object',
    properties: {
      ...(isShared ? { object: { const: shared[0] } } : {}),
      [field]: { enum: [...groups.keys()] },
    },
    required: [...(isShared ? ['object'] : []), field],
  }
  const choices = [...groups].map(([name, group]) =>
    when({ properties: { [field]: { const: name } }, required: [field] }, chooseObject(group)),
  )
  if (nameless.length === 0) return { ...named, allOf: choices }
  return { type: 'object', allOf: [when(named, { allOf: choices }, chooseObject(nameless))] }
}

/** By a field that only one of the objects knows. */
function chooseByFields(objects: readonly Schema[]): Schema {
  const fields = objects.map(({ properties }) => Object.keys(properties ?? {}))
  const owned = fields.map((own, index) =>
    own.filter((field) => fields.every((other, at) => at === index || !other.includes(field))),
  )
  const index = owned.findIndex((own) => own.length > 0)
  if (index === -1) return { anyOf: objects }
  const rest = objects.filter((_, at) => at !== index)
  const hasOne = { anyOf: (owned[index] as string[]).map((field) => ({ required: [field] })) }
  return { type: 'object', allOf: [when(hasOne, objects[index] as Schema, chooseObject(rest))] }
}
