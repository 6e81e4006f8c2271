/** What requests say of a view, as it is stored. */
import { invalid } from '#shared/problem.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { type Sorts, storeFilter, storeQuickFilters, storeSorts } from '#shared/views/filter.ts'
import { viewTypeNamed } from '#shared/views/registry.ts'
import type { Content } from '#shared/views/view-type.ts'

/** As sent: what it means depends on the schema. Null clears. */
export interface SettingsRequest {
  filter?: Record<string, unknown> | null | undefined
  sorts?: Sorts | null | undefined
  quick_filters?: Record<string, Record<string, unknown> | null> | null | undefined
  configuration?: (Content & { type: string }) | undefined
}

/** Stored shapes. */
export interface Settings {
  filter: Record<string, unknown> | null
  sorts: Sorts | null
  quickFilters: Record<string, unknown> | null
  configuration: Content
}

export const noSettings = { filter: null, sorts: null, quickFilters: null }

/**
 * The settings of a view after a request; what it does not mention stays.
 *
 * @param schema null for a dashboard, which has no data source
 */
export function settingsAfter(
  type: string,
  schema: StoredSchema | null,
  before: Settings,
  request: SettingsRequest,
): Settings {
  const { filter, sorts, quick_filters, configuration } = request
  refuseOtherType(type, configuration)
  if (schema === null) {
    refuseForDashboard({ filter, sorts, quick_filters })
    return before
  }
  return {
    filter: filter === undefined ? before.filter : filter && storeFilter(schema, filter),
    sorts: sorts === undefined ? before.sorts : sorts && storeSorts(schema, sorts),
    quickFilters:
      quick_filters === undefined
        ? before.quickFilters
        : quick_filters && storeQuickFilters(schema, before.quickFilters ?? {}, quick_filters),
    configuration:
      configuration === undefined
        ? before.configuration
        : viewTypeNamed(type).store(before.configuration, configuration, { schema }),
  }
}

/** The configuration that a view begins with when a request has none. */
export function initialConfiguration(type: string, schema: StoredSchema): Content {
  const initial = viewTypeNamed(type).initial(schema)
  if ('lacks' in initial) throw invalid(`A ${type} view needs ${initial.lacks}.`)
  return initial
}

function refuseOtherType(type: string, configuration: { type: string } | undefined): void {
  if (configuration === undefined || configuration.type === type) return
  throw invalid(`Configuration type "${configuration.type}" does not match view type "${type}"`)
}

function refuseForDashboard(request: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(request)) {
    if (value !== undefined && value !== null) {
      throw invalid(`A dashboard has no ${key} of its own: its widgets have.`)
    }
  }
}
