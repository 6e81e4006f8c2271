import { isComputed } from '../computed/results.ts'
import type { Filter } from './filter.ts'
import type { Sort } from './parse-sorts.ts'

/** What the store must load of each row before a filter and an order can be applied. */
export interface Wanted {
  /** Raw ids of properties whose stored values are looked at. What stands in the row's meta is not among them. */
  readonly values: ReadonlySet<string>
  /** Raw ids of relation properties, whose ids are looked at. */
  readonly relations: ReadonlySet<string>
  /** Raw ids of formulas and rollups, which must be computed. */
  readonly computed: ReadonlySet<string>
}

export function wantedProperties(filter: Filter, sorts: readonly Sort[]): Wanted {
  const wanted = { values: new Set<string>(), relations: new Set<string>(), computed: new Set<string>() }
  collect(filter, wanted)
  for (const sort of sorts) if (sort.kind === 'property') want(sort, wanted)
  return wanted
}

const IN_META = new Set(['created_time', 'created_by', 'last_edited_time', 'last_edited_by', 'unique_id'])

interface Collected {
  values: Set<string>
  relations: Set<string>
  computed: Set<string>
}

function collect(filter: Filter, wanted: Collected): void {
  if (filter.kind === 'property' || filter.kind === 'computed') want(filter, wanted)
  if ('filters' in filter) for (const part of filter.filters) collect(part, wanted)
}

function want({ propertyId, type }: { propertyId: string; type: string }, wanted: Collected): void {
  if (type === 'relation') wanted.relations.add(propertyId)
  else if (isComputed({ type })) wanted.computed.add(propertyId)
  else if (!IN_META.has(type)) wanted.values.add(propertyId)
}
