import { pageFor } from '#server/domain/access/nodes.ts'
import { type PropertyItemView, readPropertyItem } from '#server/domain/pages/property-item.ts'
import { invalidCursor, packCursor, unpackCursor } from '#server/http/cursors.ts'
import { PagingQuery, pageSize, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { presentItemList, presentListedItem, presentPropertyItem } from '#shared/properties/items.ts'
import { collectValueReferences } from '#shared/properties/present.ts'
import type { View } from '#shared/properties/property.ts'
import { encodePropertyId } from '#shared/properties/property-ids.ts'
import type { RolledUpEntry } from '#shared/properties/rolled-up-entries.ts'
import type { References, Resolved } from '#shared/references.ts'
import { PropertyItemParams } from './schema.ts'

interface Asked {
  item: PropertyItemView
  /** As the caller said it; the address of the next page says it again. */
  pageSize: number | undefined
}

export const propertyItemRoutes = [
  route({
    method: 'GET',
    url: '/v1/pages/:page_id/properties/:property_id',
    summary: 'One property of a page; long values come in pages.',
    needs: 'read_content',
    reads: true,
    params: PropertyItemParams,
    query: PagingQuery,
    allow: (context, { params }) => pageFor(context, params.page_id, 'read'),
    handle: async (context, { params, query }, page): Promise<Asked> => {
      const from = readCursor(query.start_cursor ?? null)
      const size = pageSize(query.page_size)
      const item = await readPropertyItem(context, page, params.property_id, from, size)
      return { item, pageSize: query.page_size }
    },
    refers: collectItemReferences,
    present: presentItem,
  }),
]

function readCursor(cursor: string | null): number {
  if (cursor === null) return 0
  const [from] = unpackCursor<[number]>(cursor, ['number'])
  if (from < 0) throw invalidCursor(cursor)
  return from
}

function collectItemReferences({ item: { property, meta, shown } }: Asked, references: References): void {
  if (property.type === 'rollup' && shown.type === 'entries') {
    for (const entry of shown.entries as RolledUpEntry[]) collectEntryReferences(entry, references)
    return
  }
  // Entries have the shape of a value that is shorter; those of a relation refer to nothing that is shown.
  const value = shown.type === 'value' ? shown.value : property.type === 'relation' ? null : shown.entries
  collectValueReferences(property, value, meta, references)
}

function collectEntryReferences({ item, part }: RolledUpEntry, references: References): void {
  const value = part === undefined || item.property.type === 'relation' ? item.value : [part]
  collectValueReferences(item.property, value, item.meta, references)
}

/** API reference, "Retrieve a page property item". */
function presentItem({ item: { property, meta, now, value, shown }, pageSize }: Asked, resolved: Resolved) {
  const view: View = { meta, resolved, now }
  if (shown.type === 'value') return presentPropertyItem(property, shown.value, view)
  const results = shown.entries.map((entry) => presentListedItem(property, entry, view))
  const next = shown.next === null ? null : packCursor([shown.next])
  const nextUrl = next === null ? null : addressOf(resolved.baseUrl, meta.id, property.id, next, pageSize)
  return {
    ...presentList('property_item', results, next),
    property_item: presentItemList(property, nextUrl, value),
  }
}

function addressOf(
  baseUrl: string,
  pageId: string,
  propertyId: string,
  cursor: string,
  pageSize: number | undefined,
): string {
  const address = `${baseUrl}/v1/pages/${pageId}/properties/${encodePropertyId(propertyId)}?start_cursor=${cursor}`
  return pageSize === undefined ? address : `${address}&page_size=${pageSize}`
}
