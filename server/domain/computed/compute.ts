import { makeBudget } from '#shared/computed/budget.ts'
import { type ComputedRow, evaluator } from '#shared/computed/evaluate.ts'
import { unlessMissing } from '#shared/computed/not-loaded.ts'
import type { Computed } from '#shared/computed/results.ts'
import type { StoredProperty } from '#shared/properties/property.ts'
import type { Context } from '../context.ts'
import { makeSchemas } from './load-schemas.ts'
import { makeSource } from './source.ts'
import { keepTypes, typesFor } from './types-of.ts'

/** Computed values by page and raw property id. */
export type ComputedValues = ReadonlyMap<string, ReadonlyMap<string, Computed>>

/** Rows of one data source, and those of its formulas and rollups that are wanted of each. */
export interface Computing {
  readonly rows: readonly ComputedRow[]
  readonly properties: readonly StoredProperty[]
}

/**
 * Computes formulas and rollups over whole data, as the actor sees it: every page of a relation counts, however
 * many there are, but none that is hidden or in the trash. What is needed is read level by level, for all rows
 * at once. What cannot be computed is `unsupported`, and it is told whether any of it cost too much.
 */
export async function computeProperties(
  context: Context,
  wanted: readonly Computing[],
): Promise<{ values: ComputedValues; hasExceeded: boolean }> {
  const jobs = wanted.filter(({ rows, properties }) => rows.length > 0 && properties.length > 0)
  const values = new Map<string, Map<string, Computed>>()
  if (jobs.length === 0) return { values, hasExceeded: false }

  const dataSourceIds = [...new Set(jobs.map(({ rows }) => rows[0]!.dataSourceId))]
  const schemas = makeSchemas(context)
  const types = await typesFor(context, schemas, dataSourceIds)
  const source = makeSource(context, schemas)
  const { compute, hasExceeded } = evaluator(source, types, makeBudget())
  let left: { row: ComputedRow; property: StoredProperty }[] = []
  for (const { rows, properties } of jobs) {
    for (const row of rows) {
      source.add(row)
      values.set(row.meta.id, new Map())
      for (const property of properties) left.push({ row, property })
    }
  }
  while (left.length > 0) {
    left = left.filter(({ row, property }) => {
      const computed = unlessMissing(() => compute(row, property))
      if (computed) values.get(row.meta.id)!.set(property.id, computed.value)
      return computed === null
    })
    if (left.length > 0 && !(await source.load()))
      throw new Error('Something is missing that nobody asked for')
  }
  keepTypes(context, dataSourceIds, types)
  return { values, hasExceeded: hasExceeded() }
}
