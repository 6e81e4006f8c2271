import { type Definitions, definitionName, nameIn, type Schema } from './schema.ts'
import type { SdkName } from './sdk-types.ts'

/**
 * A place is where in the API's objects a schema stands, whatever each SDK calls the type or whether it names it at
 * all: `page`, `page.parent`, `page.properties.*` (the values), `block.paragraph` (the payload), `rich_text.mention`,
 * `list of block`. An object that names its kind in `object` starts a place of its own; arrays add nothing.
 */
export type Place = string

/** The field that a full object of a kind has and its partial object lacks. */
const fullHas: Readonly<Record<string, string>> = {
  page: 'url',
  database: 'title',
  data_source: 'title',
  block: 'type',
  comment: 'rich_text',
  view: 'name',
  user: 'type',
}

/** A schema and the SDK in whose definitions its references are found. */
export interface Typed {
  readonly schema: Schema
  readonly sdk: SdkName
}

/** What a union consists of, references and unions inside it resolved. */
export function branchesOf(schema: Schema, definitions: Definitions): Schema[] {
  if (schema.$ref !== undefined) return branchesOf(definition(schema.$ref, definitions), definitions)
  if (schema.anyOf) return schema.anyOf.flatMap((branch) => branchesOf(branch, definitions))
  return [schema]
}

function definition(reference: string, definitions: Definitions): Schema {
  const found = definitions[definitionName(reference)]
  if (!found) throw new Error(`No definition ${reference}`)
  return found
}

/** Where a branch stands that was met at `place`. */
export function placeOf(branch: Schema, place: Place, definitions: Definitions): Place {
  if (branch.type !== 'object') return place
  const kind = nameIn(branch, 'object')
  if (kind === 'list') return `list of ${placeOfResults(branch, definitions)}`
  if (kind !== undefined) {
    const marker = fullHas[kind]
    return marker === undefined || branch.properties?.[marker] ? kind : `partial ${kind}`
  }
  return branch.properties?.plain_text ? 'rich_text' : place
}

function placeOfResults(list: Schema, definitions: Definitions): Place {
  const items = list.properties?.results?.items
  const places = items
    ? branchesOf(items, definitions).map((item) => placeOf(item, 'other', definitions))
    : []
  return places.find((place) => !place.startsWith('partial ')) ?? places[0] ?? 'nothing'
}

export const isPartial = (place: Place): boolean => place.startsWith('partial ')

export const placeOfField = (place: Place, field: string): Place => `${place}.${field}`

/** Where each thing stands in one SDK's types, as far as its answers reach. */
export interface Atlas {
  /** The whole schema of a field. */
  readonly fields: ReadonlyMap<Place, Schema>
  /** The branches of a union, by their `type`. */
  readonly branches: ReadonlyMap<Place, ReadonlyMap<string, Schema>>
}

/** Walks every answer's type of one SDK. What is met first at a place is kept. */
export function drawAtlas(roots: readonly Schema[], definitions: Definitions): Atlas {
  const fields = new Map<Place, Schema>()
  const branches = new Map<Place, Map<string, Schema>>()
  const seen = new Map<Schema, Set<Place>>()
  const visiting = new Set<Schema>()

  const visit = (schema: Schema, place: Place): void => {
    for (const branch of branchesOf(schema, definitions)) {
      const own = placeOf(branch, place, definitions)
      if (visiting.has(branch) || hasSeen(branch, own)) continue
      visiting.add(branch)
      if (branch.items) visit(branch.items, own)
      if (branch.type === 'object') visitFields(branch, own)
      visiting.delete(branch)
    }
  }

  const visitFields = (object: Schema, place: Place): void => {
    keepBranch(object, place)
    for (const [field, member] of Object.entries(object.properties ?? {})) {
      const there = placeOfField(place, field)
      if (!fields.has(there)) fields.set(there, member)
      visit(member, there)
    }
    if (typeof object.additionalProperties === 'object') {
      visit(object.additionalProperties, placeOfField(place, '*'))
    }
  }

  const hasSeen = (schema: Schema, place: Place): boolean => {
    const places = seen.get(schema) ?? new Set()
    seen.set(schema, places)
    if (places.has(place)) return true
    places.add(place)
    return false
  }

  const keepBranch = (branch: Schema, place: Place): void => {
    const type = nameIn(branch, 'type')
    const here = branches.get(place) ?? new Map<string, Schema>()
    branches.set(place, here)
    if (type !== undefined && !here.has(type)) here.set(type, branch)
  }

  for (const root of roots) visit(root, 'answer')
  return { fields, branches }
}
