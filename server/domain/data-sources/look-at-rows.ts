import { linksOfProperties } from '#server/store/relations.ts'
import type { QueriedRow } from '#server/store/rows.ts'
import { EVERY_ROW, type Filter } from '#shared/filters/filter.ts'
import type { Sort } from '#shared/filters/parse-sorts.ts'
import type { Names, Row } from '#shared/filters/row.ts'
import { relatedOf } from '#shared/filters/values.ts'
import { type Wanted, wantedProperties } from '#shared/filters/wanted-properties.ts'
import { collectPropertyReferences } from '#shared/properties/present.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { References } from '#shared/references.ts'
import { isCapable } from '../access/capabilities.ts'
import { withComputed } from '../computed/query.ts'
import type { Context } from '../context.ts'
import { findReferences } from '../references.ts'
import type { DataSource } from './data-source.ts'

/** A row as the store keeps it. */
export type StoredRow = QueriedRow & { place: number }

/**
 * Rows with all that a filter and sorts look at, and the names in it.
 *
 * @param areFew whether links are read for these rows alone, or for the whole data source.
 */
export async function lookAtRows(
  context: Context,
  dataSource: DataSource,
  stored: readonly StoredRow[],
  filter: Filter | null,
  sorts: readonly Sort[],
  areFew: boolean,
): Promise<{ rows: readonly Row[]; names: Names }> {
  const wanted = wantedProperties(filter ?? EVERY_ROW, sorts)
  const ids = areFew ? stored.map(({ id }) => id) : null
  const related = await relatedIds(context, dataSource.id, ids, [...wanted.relations])
  const plainRows = stored.map(
    ({ properties, place, ...meta }): Row => ({
      values: JSON.parse(properties),
      relations: related.get(meta.id) ?? new Map(),
      meta,
      place,
    }),
  )
  const rows = await withComputed(context, dataSource, plainRows, wanted.computed)
  return { rows, names: await namesIn(context, dataSource.schema, sorts, wanted, rows) }
}

/** Whole relations: a filter on the first few links would be wrong. */
async function relatedIds(
  { db, workspace, actor, now }: Context,
  dataSourceId: string,
  pageIds: readonly string[] | null,
  propertyIds: readonly string[],
): Promise<Map<string, Map<string, { ids: string[]; has_more: boolean }>>> {
  const related = new Map<string, Map<string, { ids: string[]; has_more: boolean }>>()
  const onlooker = { principals: actor.principals, now }
  for (const link of await linksOfProperties(
    db,
    workspace.id,
    dataSourceId,
    pageIds,
    propertyIds,
    onlooker,
  )) {
    const ofPage = related.get(link.page_id) ?? new Map()
    related.set(link.page_id, ofPage)
    const pages = ofPage.get(link.property_id) ?? { ids: [], has_more: false }
    ofPage.set(link.property_id, pages)
    pages.ids.push(link.target_id)
  }
  return related
}

/** The names that text with mentions and orders by people need, as the actor knows them. */
async function namesIn(
  context: Context,
  schema: StoredSchema,
  sorts: readonly Sort[],
  wanted: Wanted,
  rows: readonly Row[],
): Promise<Names> {
  const sorted = sorts.filter((sort) => sort.kind === 'property')
  const ids = new Set([...wanted.values, ...wanted.computed, ...sorted.map(({ propertyId }) => propertyId)])
  const looked = Object.fromEntries(Object.entries(schema).filter(([id]) => ids.has(id)))
  const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
  // Pages show relations without titles, and so do not ask for them.
  const titled = sorted.filter(({ type }) => type === 'relation')
  for (const row of rows) {
    collectPropertyReferences(looked, row, row.meta, references)
    for (const relation of titled) for (const id of relatedOf(row, relation)) references.pages.add(id)
  }
  const found = await findReferences(context, references)
  const seesNames = isCapable(context.actor.capabilities, 'read_user_info')
  return {
    user: (id) => ({ object: 'user', id, ...(seesNames ? { name: found.users.get(id)?.name ?? null } : {}) }),
    title: (id) => found.titles.get(id) ?? null,
  }
}
