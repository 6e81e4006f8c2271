import type { Difference, Shape } from './difference.ts'
import { branchesOf, type Typed } from './places.ts'
import type { Schema } from './schema.ts'
import type { SdkName } from './sdk-types.ts'
import { newestHaving, type TypesOf } from './types-of.ts'

/** An object's fields while they are changed; one may come from another SDK than the object. */
export interface Fields {
  readonly sdk: SdkName
  fields: Map<string, Typed>
  readonly required: Set<string>
}

export const fieldsOf = ({ schema, sdk }: Typed): Fields => ({
  sdk,
  fields: new Map(
    Object.entries(schema.properties ?? {}).map(([name, member]) => [name, { schema: member, sdk }]),
  ),
  required: new Set(schema.required ?? []),
})

/** Changes the fields as a difference says. Returns whether anything was changed. */
export function changeFields(object: Fields, difference: Difference, typesOf: TypesOf): boolean {
  const { of, having, notNull, renames, adds, may, lacks, requires, optional, is } = difference
  if (of && !of.includes(typeIn(object) ?? '')) return false
  if (having !== undefined && !object.fields.has(having)) return false
  return [
    addFields(object, { ...adds, ...may }, typesOf),
    requireFields(object, [...Object.keys(adds ?? {}), ...(requires ?? [])]),
    removeFields(object, lacks ?? []),
    (optional ?? []).map((name) => object.required.delete(name)).includes(true),
    reshapeFields(object, is ?? {}, typesOf),
    notNull === true && forbidNull(object, typeIn(object), typesOf),
    renameFields(object, renames ?? {}),
  ].includes(true)
}

function typeIn({ fields }: Fields): string | undefined {
  const type = fields.get('type')?.schema.const
  return typeof type === 'string' ? type : undefined
}

function addFields(
  { fields, sdk }: Fields,
  shapes: Readonly<Record<string, Shape>>,
  typesOf: TypesOf,
): boolean {
  const missing = Object.entries(shapes).filter(([name]) => !fields.has(name))
  for (const [name, shape] of missing) fields.set(name, typed(shape, sdk, typesOf))
  return missing.length > 0
}

function requireFields({ fields, required }: Fields, names: readonly string[]): boolean {
  const more = names.filter((name) => fields.has(name) && !required.has(name))
  for (const name of more) required.add(name)
  return more.length > 0
}

function removeFields({ fields, required }: Fields, names: readonly string[]): boolean {
  for (const name of names) required.delete(name)
  return names.map((name) => fields.delete(name)).includes(true)
}

function reshapeFields(
  { fields, sdk }: Fields,
  shapes: Readonly<Record<string, Shape>>,
  typesOf: TypesOf,
): boolean {
  const known = Object.entries(shapes).filter(([name]) => fields.has(name))
  for (const [name, shape] of known) fields.set(name, typed(shape, sdk, typesOf))
  return known.length > 0
}

function forbidNull({ fields }: Fields, name: string | undefined, typesOf: TypesOf): boolean {
  const member = name === undefined ? undefined : fields.get(name)
  if (name === undefined || !member) return false
  const branches = branchesOf(member.schema, typesOf(member.sdk).definitions)
  const left = branches.flatMap(withoutNull)
  fields.set(name, { schema: { anyOf: left }, sdk: member.sdk })
  return JSON.stringify(left) !== JSON.stringify(branches)
}

function withoutNull(schema: Schema): Schema[] {
  if (schema.type === 'null') return []
  if (!Array.isArray(schema.type)) return [schema]
  const types = schema.type.filter((type) => type !== 'null')
  return [{ ...schema, type: types.length === 1 ? (types[0] as string) : types }]
}

function renameFields(object: Fields, renames: Readonly<Record<string, string>>): boolean {
  const known = Object.entries(renames).filter(([from]) => object.fields.has(from))
  for (const [from, to] of known) {
    object.fields = new Map([...object.fields].map(([name, member]) => [name === from ? to : name, member]))
    if (object.required.delete(from)) object.required.add(to)
  }
  return known.length > 0
}

function typed(shape: Shape, sdk: SdkName, typesOf: TypesOf): Typed {
  if (!('like' in shape)) return { schema: shape, sdk }
  return newestHaving(typesOf, shape.like, ({ atlas }) => atlas.fields.get(shape.like))
}
