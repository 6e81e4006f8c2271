import { linksOfProperties } from '#server/store/relations.ts'
import { pagesByIds } from '#server/store/rows.ts'
import { isComputed } from '#shared/computed/results.ts'
import { collectValueReferences, plainTextOf, storedValue } from '#shared/properties/present.ts'
import type { RelatedPages, StoredProperty } from '#shared/properties/property.ts'
import type { References } from '#shared/references.ts'
import { type Group, type GroupBy, type Grouping, groupKeys, groupsInOrder } from '#shared/views/groups.ts'
import { viewTypeNamed } from '#shared/views/registry.ts'
import type { Granted } from '../access/levels.ts'
import { computeProperties } from '../computed/compute.ts'
import type { Context } from '../context.ts'
import { storedValues, toPage } from '../pages/page.ts'
import { metaOf, toComputedRow } from '../pages/view.ts'
import { findReferences } from '../references.ts'
import { rowIdsOf } from './query.ts'
import { showView } from './show.ts'
import type { View } from './view.ts'

export interface CountedGroup extends Group {
  /** Rows of the view that are in it. A row with several values is in several. */
  readonly count: number
  /** Of a group of one person. */
  readonly userId: string | null
}

/** Rows whose values are read at once. */
const STRETCH = 1000

/**
 * The groups of a view, in order, with the number of rows in each. None when the view groups by nothing.
 *
 * @param which `sub_group_by` is what a board divides its columns by
 */
export async function groupsOfView(
  context: Context,
  view: Granted<View, 'read'>,
  which: 'group_by' | 'sub_group_by',
): Promise<CountedGroup[]> {
  const { dataSource } = view
  const { schema } = await showView(context, view)
  const shown = viewTypeNamed(view.type).present(view.configuration, schema)
  const by = shown?.[which] as GroupBy | undefined
  if (dataSource === null || by === undefined) return []
  const property = schema[by.property_id]!
  const timeZone = context.workspace.settings.time_zone
  const grouping: Grouping = { property, by, timeZone, now: context.now }

  const ids = await rowIdsOf(context, view)
  const counts = new Map<string, number>()
  for (let from = 0; from < ids.length; from += STRETCH) {
    for (const key of await keysOfRows(context, dataSource.id, grouping, ids.slice(from, from + STRETCH))) {
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const named = await namesOf(context, by, [...counts.keys()])
  return groupsInOrder(counts.keys(), grouping, named).map((group) => ({
    ...group,
    count: counts.get(group.key) ?? 0,
    userId: peopled.includes(by.type) && group.key !== '' ? group.key : null,
  }))
}

/** The keys of all groups that some rows are in, as often as they are in one. */
async function keysOfRows(
  context: Context,
  dataSourceId: string,
  grouping: Grouping,
  ids: readonly string[],
): Promise<string[]> {
  const { db, workspace, now } = context
  const { property } = grouping
  const pages = (await pagesByIds(db, workspace.id, ids)).map(toPage)
  const rows = pages.map((page) => toComputedRow(page, dataSourceId, storedValues(page)))
  const related = await relatedPages(context, dataSourceId, property, ids)
  const computed = await computeProperties(context, [
    { rows, properties: isComputed(property) ? [property] : [] },
  ])
  const values = pages.map((page) => ({
    values: storedValues(page),
    relations: new Map([[property.id, related.get(page.id) ?? { ids: [], has_more: false }]]),
    computed: computed.values.get(page.id) ?? new Map(),
    meta: metaOf(page),
  }))
  const references: References = { users: new Set(), pages: new Set(), databases: new Set() }
  if (property.type === 'rich_text' || property.type === 'title') {
    for (const row of values) {
      collectValueReferences(property, storedValue(property, row), row.meta, references)
    }
  }
  const found = await findReferences(context, references)
  const resolved = {
    baseUrl: '',
    user: (id: string) => ({ object: 'user', id, name: found.users.get(id)?.name }),
    title: (id: string) => found.titles.get(id) ?? null,
    file: () => ({ url: '', expiry_time: '' }),
  }
  return values.flatMap((row) =>
    groupKeys(
      {
        value: storedValue(property, row),
        meta: row.meta,
        text: () => plainTextOf(property, row, { meta: row.meta, resolved, now }),
      },
      grouping,
    ),
  )
}

/** The pages of a relation, as far as the actor sees them, by row. */
async function relatedPages(
  { db, workspace, actor, now }: Context,
  dataSourceId: string,
  property: StoredProperty,
  ids: readonly string[],
): Promise<Map<string, RelatedPages>> {
  if (property.type !== 'relation') return new Map()
  const onlooker = { principals: actor.principals, now }
  const links = await linksOfProperties(db, workspace.id, dataSourceId, ids, [property.id], onlooker)
  return new Map(
    [...Map.groupBy(links, ({ page_id }) => page_id)].map(([id, ofPage]) => [
      id,
      { ids: ofPage.map(({ target_id }) => target_id), has_more: false },
    ]),
  )
}

const peopled = ['person', 'created_by', 'last_edited_by']

/** What users and pages are called, by which they are put in order. */
async function namesOf(
  context: Context,
  { type }: GroupBy,
  keys: string[],
): Promise<(key: string) => string> {
  const wanted = new Set(keys.filter((key) => key !== ''))
  const found = await findReferences(context, {
    users: peopled.includes(type) ? wanted : new Set(),
    pages: type === 'relation' ? wanted : new Set(),
    databases: new Set(),
  })
  return (key) => found.users.get(key)?.name ?? found.titles.get(key) ?? ''
}
