import type { Difference } from './difference.ts'
import { type Place, placeOf, type Typed } from './places.ts'
import { constant, constantsOf, nameIn, type Schema } from './schema.ts'
import { newestHaving, type TypesOf } from './types-of.ts'

/** One branch of a union, with the place it has of its own. */
export interface Branch extends Typed {
  readonly place: Place
}

/** What a union is at one place, and which of its branches stand there by the types a difference is about. */
export interface Union {
  readonly place: Place
  readonly all: readonly Branch[]
  readonly here: readonly Branch[]
}

/** The branches of the union as a difference says, the same array if it says nothing. */
export function changeUnion(union: Union, difference: Difference, typesOf: TypesOf): readonly Branch[] {
  const { from, variants, also, without, retypes } = difference
  if (from !== undefined) return takeFrom(union, from, difference.of, typesOf)
  if (variants) return addVariants(union, variants, typesOf)
  if (also) return addWritten(union, also)
  if (without) return remove(union, without)
  if (retypes) return retypeAll(union, retypes)
  return union.all
}

const typeIn = ({ schema }: Typed): string => nameIn(schema, 'type') ?? ''

function takeFrom(
  { place, all, here }: Union,
  sdk: NonNullable<Difference['from']>,
  of: readonly string[] | undefined,
  typesOf: TypesOf,
): readonly Branch[] {
  const isMeant = (type: string) => !of || of.includes(type)
  const replaced = here.filter((branch) => isMeant(typeIn(branch)))
  if (replaced.length === 0) return all
  const theirs = [...(typesOf(sdk).atlas.branches.get(place) ?? [])].filter(([type]) => isMeant(type))
  return [
    ...all.filter((branch) => !replaced.includes(branch)),
    ...theirs.map(([, schema]) => ({ schema, sdk, place })),
  ]
}

/** A union of one is a certain thing and no list of what there is, so it stays as it is. */
function addVariants(
  { place, all, here }: Union,
  variants: readonly string[],
  typesOf: TypesOf,
): readonly Branch[] {
  if (here.length < 2) return all
  const missing = variants.filter((type) => !all.some((branch) => typeIn(branch) === type))
  if (missing.length === 0) return all
  const find = (type: string) =>
    newestHaving(typesOf, place, ({ atlas }) => atlas.branches.get(place)?.get(type))
  return [...all, ...missing.map((type) => ({ ...find(type), place }))]
}

function addWritten({ place, all }: Union, schemas: readonly Schema[]): readonly Branch[] {
  const { sdk } = all[0] as Branch
  const missing = schemas.filter((schema) => !all.some((branch) => isSameVariant(branch.schema, schema)))
  if (missing.length === 0) return all
  return [...all, ...missing.map((schema) => ({ schema, sdk, place: placeOf(schema, place, {}) }))]
}

const isSameVariant = (one: Schema, other: Schema): boolean =>
  ['object', 'type'].every((field) => String(constantsOf(one, field)) === String(constantsOf(other, field)))

function remove({ all, here }: Union, types: readonly string[]): readonly Branch[] {
  const left = all.filter((branch) => !(here.includes(branch) && types.includes(typeIn(branch))))
  return left.length === all.length ? all : left
}

function retypeAll({ all, here }: Union, names: Readonly<Record<string, string>>): readonly Branch[] {
  if (!here.some((branch) => names[typeIn(branch)])) return all
  return all.map((branch) => {
    const name = here.includes(branch) ? names[typeIn(branch)] : undefined
    return name === undefined ? branch : { ...branch, schema: retype(branch.schema, name) }
  })
}

/** The branch under another `type`, which its field is named after. */
function retype(schema: Schema, name: string): Schema {
  const type = nameIn(schema, 'type')
  const renamed = (field: string) => (field === type ? name : field)
  const properties = Object.entries(schema.properties ?? {}).map(([field, member]) => [
    renamed(field),
    member,
  ])
  return {
    ...schema,
    properties: { ...Object.fromEntries(properties), type: constant(name) },
    ...(schema.required ? { required: schema.required.map(renamed) } : {}),
  }
}
