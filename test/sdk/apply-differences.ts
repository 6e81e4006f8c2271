import type { ApiVersion } from '#server/api/versions/change.ts'
import { changeFields, fieldsOf } from './change-fields.ts'
import { type Branch, changeUnion } from './change-union.ts'
import type { Difference } from './difference.ts'
import { branchesOf, isPartial, type Place, placeOf, placeOfField, type Typed } from './places.ts'
import type { Schema } from './schema.ts'
import { type SdkName, sdkNames } from './sdk-types.ts'
import type { TypesOf } from './types-of.ts'

/** Whether objects are demanded in full, or as the `{object, id}` that is shown to those who may not read. */
export type Shows = 'full' | 'partial'

export interface Application {
  readonly version: ApiVersion
  readonly differences: readonly Difference[]
  readonly typesOf: TypesOf
  readonly shows: Shows
  /** Told of every difference that changed something. */
  readonly used: (difference: Difference) => void
}

/** The schema of one endpoint's answer: its type with every difference applied, references resolved, unions flat. */
export function applyDifferences(root: Typed, endpoint: string, application: Application): Schema {
  const { typesOf, shows, used } = application
  const differencesAt = byPlace(endpoint, application)
  const made = new Map<Schema, Map<string, Schema>>()
  const making = new Set<Schema>()
  return make(root, 'answer', true)

  function make({ schema, sdk }: Typed, place: Place, isAnswer = false): Schema {
    const key = `${sdk} ${place}`
    const known = made.get(schema) ?? new Map<string, Schema>()
    made.set(schema, known)
    const before = known.get(key)
    if (before) return before
    // A type that contains itself (the result of an asynchronous task) is any JSON from there on.
    if (making.has(schema)) return {}
    making.add(schema)
    const branches = unite(place, spread({ schema, sdk }, place))
    const shown = branches.filter((branch) => isShown(branch.place, branches, shows))
    const finished = shown.map((branch) => finish(branch, isAnswer))
    const result = finished.length === 1 ? (finished[0] as Schema) : { anyOf: finished }
    making.delete(schema)
    known.set(key, result)
    return result
  }

  function spread({ schema, sdk }: Typed, place: Place): Branch[] {
    const { definitions } = typesOf(sdk)
    return branchesOf(schema, definitions).map((branch) => ({
      schema: branch,
      sdk,
      place: placeOf(branch, place, definitions),
    }))
  }

  /** Branches that a union lacks, has too many or takes from elsewhere: at its own place and at those of its branches. */
  function unite(place: Place, typed: readonly Branch[]): readonly Branch[] {
    let all = typed
    for (const where of new Set([place, ...typed.map((branch) => branch.place)])) {
      for (const sdk of sdkNames) {
        for (const difference of differencesAt(where, sdk)) {
          const bySdk = all.filter((branch) => branch.sdk === sdk)
          const here = bySdk.filter((branch) => branch.place === where)
          if (here.length === 0 && (where !== place || bySdk.length === 0)) continue
          const changed = changeUnion({ place: where, all, here }, difference, typesOf)
          if (changed !== all) used(difference)
          all = changed
        }
      }
    }
    return all
  }

  function finish({ schema, sdk, place }: Branch, isAnswer: boolean): Schema {
    const { items, additionalProperties } = schema
    if (items) return { ...schema, items: make({ schema: items, sdk }, place) }
    if (schema.type !== 'object') return schema
    const object = fieldsOf({ schema, sdk })
    for (const difference of [
      ...differencesAt(place, sdk),
      ...(isAnswer ? differencesAt('answer', sdk) : []),
    ]) {
      if (changeFields(object, difference, typesOf)) used(difference)
    }
    const properties = [...object.fields].map(([name, member]) => [
      name,
      make(member, placeOfField(place, name)),
    ])
    const rest =
      typeof additionalProperties === 'object' && !additionalProperties.not
        ? make({ schema: additionalProperties, sdk }, placeOfField(place, '*'))
        : // `Record<string, never>` comes as an object whose every field is `not` anything.
          additionalProperties === undefined
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      required: [...object.required].sort(),
      additionalProperties: rest,
    }
  }
}

/** The differences that hold for an endpoint's answer, by where they do and for whose types. */
function byPlace(endpoint: string, { version, differences }: Application) {
  const held = new Map<Place, Difference[]>()
  for (const difference of differences) {
    const { since, until, except, at } = difference
    if (since !== undefined && version < since) continue
    if (until !== undefined && version > until) continue
    if (except?.includes(endpoint)) continue
    for (const place of [at].flat()) held.set(place, [...(held.get(place) ?? []), difference])
  }
  return (place: Place, sdk: SdkName): Difference[] =>
    (held.get(place) ?? []).filter(({ sdks }) => sdks === undefined || sdks.includes(sdk))
}

/** Where a union has a thing in full and in part, one of them is meant. Users alone may be either at any time. */
function isShown(place: Place, beside: readonly Branch[], shows: Shows): boolean {
  if (place.endsWith('user')) return true
  if (isPartial(place))
    return shows === 'partial' || !beside.some((other) => `partial ${other.place}` === place)
  return shows === 'full' || !beside.some((other) => other.place === `partial ${place}`)
}
