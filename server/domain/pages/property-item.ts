import { linksFrom } from '#server/store/relations.ts'
import { brokenRollup, isComputed, type RollupResult } from '#shared/computed/results.ts'
import { leadsTo } from '#shared/computed/types.ts'
import { invalid } from '#shared/problem.ts'
import { isListed } from '#shared/properties/items.ts'
import type { PageMeta, StoredProperty, StoredSchema, StoredValue } from '#shared/properties/property.ts'
import { entriesOfRollup } from '#shared/properties/rolled-up-entries.ts'
import type { Granted } from '../access/levels.ts'
import { computeProperties } from '../computed/compute.ts'
import type { Context } from '../context.ts'
import { type Page, storedValues } from './page.ts'
import { hiddenTargets, metaOf, propertyIn, schemaOfPage, toComputedRow } from './view.ts'

/** A property of a page by itself: its whole value, or some entries of a long one. */
export interface PropertyItemView {
  property: StoredProperty
  meta: PageMeta
  now: number
  /** The whole value; of a relation null, of a rollup what it gives. */
  value: StoredValue
  shown: { type: 'value'; value: StoredValue } | { type: 'entries'; entries: unknown[]; next: number | null }
}

/**
 * Reads one property of a page, found by name or id.
 *
 * @param from where in a listed property to begin, as `next` said before.
 */
export async function readPropertyItem(
  context: Context,
  page: Granted<Page, 'read'>,
  key: string,
  from: number,
  size: number,
): Promise<PropertyItemView> {
  const property = await shownProperty(context, await schemaOfPage(context, page), key)
  const value = await readValue(context, page, property)
  return {
    property,
    meta: metaOf(page),
    now: context.now,
    value,
    shown: isListed(property)
      ? { type: 'entries', ...(await entriesOf(context, page, property, value, from, size)) }
      : { type: 'value', value },
  }
}

async function readValue(context: Context, page: Page, property: StoredProperty): Promise<StoredValue> {
  const values = storedValues(page)
  if (!isComputed(property)) return values[property.id] ?? null
  const rows = [toComputedRow(page, page.dataSourceId!, values)]
  const computed = await computeProperties(context, [{ rows, properties: [property] }])
  return computed.values.get(page.id)!.get(property.id)!
}

/**
 * Like the page object, this knows no relation to a data source that the actor cannot see, and nothing that is
 * rolled up from there.
 */
async function shownProperty(context: Context, schema: StoredSchema, key: string): Promise<StoredProperty> {
  const property = propertyIn(schema, key)
  const target = leadsTo(schema, property)
  if (target === undefined) return property
  const hidden = await hiddenTargets(context, [schema])
  if (hidden.has(target)) throw invalid(`Could not find property with name or id: ${key}`)
  return property
}

/** Entries of a value are counted, links have positions; either way `next` is where the next page begins. */
async function entriesOf(
  { db, workspace, actor, now }: Context,
  page: Page,
  property: StoredProperty,
  value: StoredValue,
  from: number,
  size: number,
): Promise<{ entries: unknown[]; next: number | null }> {
  if (property.type !== 'relation') {
    const all =
      property.type === 'rollup'
        ? entriesOfRollup((value as RollupResult | null) ?? brokenRollup)
        : ((value ?? []) as unknown[])
    return { entries: all.slice(from, from + size), next: from + size < all.length ? from + size : null }
  }
  const onlooker = { principals: actor.principals, now }
  const links = await linksFrom(db, workspace.id, page.id, property.id, onlooker, from, size + 1)
  return {
    entries: links.slice(0, size).map((link) => link.target_id),
    next: links[size]?.position ?? null,
  }
}
