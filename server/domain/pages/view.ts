import { dataSourceById } from '#server/store/data-sources.ts'
import { firstLinks } from '#server/store/relations.ts'
import type { ComputedRow } from '#shared/computed/evaluate.ts'
import { type Computed, isComputed } from '#shared/computed/results.ts'
import { invalid } from '#shared/problem.ts'
import { propertiesInOrder } from '#shared/properties/present.ts'
import type {
  PageMeta,
  RelatedPages,
  StoredProperty,
  StoredSchema,
  StoredValues,
} from '#shared/properties/property.ts'
import { findProperty } from '#shared/properties/property-ids.ts'
import { relationTargets } from '#shared/properties/schema.ts'
import { pageSchema } from '#shared/properties/values.ts'
import { visibleDataSources } from '../access/data-sources.ts'
import { type ComputedValues, computeProperties } from '../computed/compute.ts'
import type { Context } from '../context.ts'
import { schemaOfText } from '../data-sources/schema-text.ts'
import { type ShownPage, storedValues } from './page.ts'

/** A page with everything that showing it takes. */
export interface PageView {
  page: ShownPage
  now: number
  /** Null when `page.readyProperties` says it all. */
  properties: PropertiesView | null
}

export interface PropertiesView {
  schema: StoredSchema
  values: StoredValues
  relations: ReadonlyMap<string, RelatedPages>
  /** Formulas and rollups; those that are not shown may be left out. */
  computed: ReadonlyMap<string, Computed>
  /** Raw ids of the properties asked for; null is all. */
  only: string[] | null
  /** Data sources that relations point to and the actor cannot see. */
  hidden: ReadonlySet<string>
}

/** A page object shows that many links of a relation property. */
const SHOWN_LINKS = 25

/** One page, at once when its properties are ready. */
export function viewPage(
  context: Context,
  page: ShownPage,
  only: readonly string[] | null = null,
): PageView | Promise<PageView> {
  if (only === null && page.readyProperties !== null) return { page, now: context.now, properties: null }
  return viewPages(context, [page], only).then(([view]) => view!)
}

/**
 * Pages with what showing them takes, read together: each data source once, all links at once.
 *
 * @param only properties by id, in any of their encodings, as `filter_properties` gives them.
 */
export async function viewPages(
  context: Context,
  pages: readonly ShownPage[],
  only: readonly string[] | null = null,
): Promise<PageView[]> {
  const { now } = context
  const unready = only === null ? pages.filter((page) => page.readyProperties === null) : pages
  if (unready.length === 0) return pages.map((page) => ({ page, now, properties: null }))

  const schemas = await schemasOf(context, unready)
  const related = await relatedPages(context, unready, schemas)
  const hidden = await hiddenTargets(context, schemas.values())
  const views = new Map<string, PropertiesView>()
  for (const page of unready) {
    const schema = schemaOf(schemas, page)
    views.set(page.id, {
      schema,
      values: storedValues(page),
      relations: related.get(page.id) ?? new Map(),
      computed: nothingComputed,
      only: only === null ? null : only.map((key) => propertyIn(schema, key).id),
      hidden,
    })
  }
  const computed = await computeShown(context, unready, schemas, views)
  return pages.map((page) => {
    const properties = views.get(page.id) ?? null
    const values = computed.get(page.id)
    return { page, now, properties: properties && values ? { ...properties, computed: values } : properties }
  })
}

const nothingComputed: ReadonlyMap<string, Computed> = new Map()

/** The formulas and rollups that pages show. */
async function computeShown(
  context: Context,
  pages: readonly ShownPage[],
  schemas: ReadonlyMap<string, StoredSchema>,
  views: ReadonlyMap<string, PropertiesView>,
): Promise<ComputedValues> {
  const wanted = [...schemas].map(([dataSourceId, schema]) => {
    const rows = pages.filter((page) => page.dataSourceId === dataSourceId)
    const only = rows[0] && views.get(rows[0].id)!.only
    const properties = propertiesInOrder(schema).filter(
      (property) => isComputed(property) && (only?.includes(property.id) ?? true),
    )
    return {
      rows:
        properties.length === 0
          ? []
          : rows.map((page) => toComputedRow(page, dataSourceId, views.get(page.id)!.values)),
      properties,
    }
  })
  return (await computeProperties(context, wanted)).values
}

export const toComputedRow = (page: ShownPage, dataSourceId: string, values: StoredValues): ComputedRow => ({
  dataSourceId,
  values,
  meta: metaOf(page),
})

/** A property by name or id; the message is Notion's. */
export function propertyIn(schema: StoredSchema, key: string): StoredProperty {
  const property = findProperty(schema, key)
  if (property === undefined) throw invalid(`Could not find property with name or id: ${key}`)
  return property
}

export const metaOf = (page: ShownPage): PageMeta => ({
  id: page.id,
  created_time: page.createdTime,
  created_by: page.createdBy,
  last_edited_time: page.lastEditedTime,
  last_edited_by: page.lastEditedBy,
  unique_number: page.uniqueNumber,
})

/** The schema that a page's values follow. */
export async function schemaOfPage(context: Context, page: ShownPage): Promise<StoredSchema> {
  return schemaOf(await schemasOf(context, [page]), page)
}

async function schemasOf(
  { db, workspace }: Context,
  pages: readonly ShownPage[],
): Promise<Map<string, StoredSchema>> {
  const ids = new Set(pages.map((page) => page.dataSourceId).filter((id) => id !== null))
  const schemas = new Map<string, StoredSchema>()
  for (const id of ids) {
    const [row] = await dataSourceById(db, workspace.id, id)
    schemas.set(id, schemaOfText(row!.properties))
  }
  return schemas
}

const schemaOf = (schemas: ReadonlyMap<string, StoredSchema>, page: ShownPage): StoredSchema =>
  page.dataSourceId === null ? pageSchema : schemas.get(page.dataSourceId)!

async function relatedPages(
  { db, workspace, actor, now }: Context,
  pages: readonly ShownPage[],
  schemas: ReadonlyMap<string, StoredSchema>,
): Promise<Map<string, Map<string, RelatedPages>>> {
  const withRelations = pages.filter((page) => relationTargets(schemaOf(schemas, page)).size > 0)
  const ids = withRelations.map((page) => page.id)
  const links = await firstLinks(
    db,
    workspace.id,
    ids,
    { principals: actor.principals, now },
    SHOWN_LINKS + 1,
  )
  const related = new Map<string, Map<string, RelatedPages>>()
  for (const [pageId, ofPage] of Map.groupBy(links, (link) => link.page_id)) {
    const byProperty = new Map<string, RelatedPages>()
    for (const [propertyId, ofProperty] of Map.groupBy(ofPage, (link) => link.property_id)) {
      byProperty.set(propertyId, {
        ids: ofProperty.slice(0, SHOWN_LINKS).map((link) => link.target_id),
        has_more: ofProperty.length > SHOWN_LINKS,
      })
    }
    related.set(pageId, byProperty)
  }
  return related
}

/** Relations to data sources the actor cannot see are left out, as Notion does. */
export async function hiddenTargets(context: Context, schemas: Iterable<StoredSchema>): Promise<Set<string>> {
  const targets = new Set([...schemas].flatMap((schema) => [...relationTargets(schema)]))
  if (targets.size === 0) return targets
  const visible = await visibleDataSources(context, [...targets])
  return new Set([...targets].filter((id) => !visible.has(id)))
}
