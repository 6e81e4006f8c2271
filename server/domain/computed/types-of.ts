import { type ComputedTypes, computedTypes, type KnownTypes } from '#shared/computed/types.ts'
import type { Context } from '../context.ts'
import type { Schemas } from './load-schemas.ts'

/** Of so many data sources it is kept what their formulas and rollups are. */
const MOST_KEPT = 200

const kept = new Map<string, KnownTypes>()

/**
 * Types of the formulas and rollups of data sources, with what an earlier request found out as long as every
 * schema that it followed from is still the same.
 */
export async function typesFor(
  { workspace }: Context,
  schemas: Schemas,
  dataSourceIds: readonly string[],
): Promise<ComputedTypes> {
  const key = [workspace.id, ...dataSourceIds.toSorted()].join(' ')
  const before = kept.get(key)
  schemas.want([...dataSourceIds, ...(before?.seen.keys() ?? [])])
  await schemas.load()
  const isSame = before && [...before.seen].every(([id, schema]) => schemas.schemaOf(id) === schema)
  return computedTypes(schemas.schemaOf, { before: isSame ? before : undefined })
}

/** Keeps what was found out for the next request. */
export function keepTypes(
  { workspace }: Context,
  dataSourceIds: readonly string[],
  types: ComputedTypes,
): void {
  const key = [workspace.id, ...dataSourceIds.toSorted()].join(' ')
  kept.delete(key)
  kept.set(key, types.known())
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
}
