import { toUuid } from '#shared/ids.ts'
import { type Option, type OptionRequest, optionsOf } from '#shared/properties/options.ts'
import type { StoredProperty, StoredSchema } from '#shared/properties/property.ts'
import { findProperty } from '#shared/properties/property-ids.ts'
import type { RelationConfig } from '#shared/properties/relation.ts'
import type { SchemaRequests } from '#shared/properties/schema.ts'
import { configurationIn, type PropertyRequest } from '#shared/properties/schema-requests.ts'

/**
 * What has to be asked of a data source so that it has the properties of a file: what is missing, what is of
 * another type or configured otherwise. Nothing is taken away, options included.
 */
export function schemaDifference(schema: StoredSchema, wanted: SchemaRequests): SchemaRequests {
  const changes = Object.entries(wanted).flatMap(([name, request]): [string, PropertyRequest][] => {
    const { type, config } = configurationIn(request!)!
    const known = findProperty(schema, name)
    if (known === undefined) return [type === 'title' ? ['title', { name }] : [name, request!]]
    if (known.type !== type) return [[known.id, request!]]
    const changed = reconfigured(known, config as Record<string, unknown>)
    return changed ? [[known.id, { [type]: changed }]] : []
  })
  return Object.fromEntries(changes)
}

/** The configuration to ask for; null when the property says as much already. */
function reconfigured({ type, config }: StoredProperty, wanted: Record<string, unknown>): object | null {
  if (Object.keys(wanted).length === 0) return null
  switch (type) {
    case 'select':
    case 'multi_select':
    case 'status':
      return 'options' in wanted
        ? { ...wanted, options: allOptions(config, wanted.options as OptionRequest[]) }
        : null
    case 'relation':
      return pointsElsewhere(config as RelationConfig, wanted) ? wanted : null
    default:
      // The domain compares and leaves what is the same.
      return wanted
  }
}

/** The options of the file first, then those that came elsewhere. */
function allOptions(config: object, wanted: readonly OptionRequest[]): OptionRequest[] {
  const names = new Set(wanted.map(({ name }) => name))
  const others = optionsOf(config).filter(({ name }) => !names.has(name))
  return [...wanted, ...others.map(({ id, name }: Option) => ({ id, name }))]
}

const pointsElsewhere = (config: RelationConfig, wanted: Record<string, unknown>): boolean =>
  config.data_source_id !== toUuid(wanted.data_source_id as string) || !Object.hasOwn(wanted, config.type)
