import { v5 } from 'uuid'
import type { Context } from '#server/domain/context.ts'
import { type Change, parentsOfDatabases } from '#server/domain/events/describe.ts'
import type { Named, Naming } from '#server/domain/webhooks/fan-out.ts'
import { databaseOfChange, namesBeforeDataSources, toDatabaseChange } from '../versions/2025-09-03.ts'
import { type ApiVersion, type Json, nothingAround } from '../versions/change.ts'
import { lower } from '../versions/translate.ts'
import { namesAt } from './names.ts'

/** How each version of the API names what happens. */
export const naming: Naming = {
  typesOf: ({ event_types, api_version }) => {
    const names = namesAt(api_version as ApiVersion)
    return new Set((JSON.parse(event_types) as string[]).flatMap((name) => names.get(name) ?? []))
  },

  async named(context, { event_types, api_version }, changes) {
    const version = api_version as ApiVersion
    const byId = new Map(changes.map((change) => [change.id, change]))
    const lowered = await lower(context, version, { results: changes.map(toJson) })
    const told = (lowered as { results: Json[] }).results.map(
      (json): Named => ({ ...toNamed(json), change: byId.get(json.id as string)! }),
    )
    const wanted = new Set<string>(JSON.parse(event_types))
    return [...told, ...(await underOldNames(context, version, changes))]
      .filter(({ type }) => wanted.has(type))
      .toSorted((a, b) => a.change.sequence - b.change.sequence)
  },
}

/** Names that a version replaced go on beside those that replaced them. Receivers go by ids, so those differ. */
async function underOldNames(
  context: Context,
  version: ApiVersion,
  changes: readonly Change[],
): Promise<Named[]> {
  const renamed = changes.filter(({ type }) => type in namesBeforeDataSources && namesAt(version).has(type))
  if (renamed.length === 0) return []
  const shown = renamed.map(toJson)
  const databases = await parentsOfDatabases(context, [
    ...new Set(shown.flatMap((json) => databaseOfChange(json) ?? [])),
  ])
  return renamed.flatMap((change, index) => {
    const json = toDatabaseChange(shown[index]!, { ...nothingAround, databases })
    return json === null ? [] : [{ ...toNamed(json), change, id: v5(json.type as string, change.id) }]
  })
}

/** `data.parent` stands first, as in Notion's samples. */
function toJson({ id, type, entity, data: { parent, ...data } }: Change): Json {
  return {
    object: 'change',
    id,
    type,
    entity,
    data: { ...(parent === undefined ? {} : { parent }), ...data },
  }
}

const toNamed = ({ id, type, entity, data }: Json) => ({ id, type, entity, data }) as Omit<Named, 'change'>
