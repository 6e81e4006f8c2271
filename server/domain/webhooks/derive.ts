import { v5 } from 'uuid'
import type { EventRow } from '#server/store/tables.ts'
import { pagesOf } from '../blocks/pages-of.ts'
import type { Context } from '../context.ts'
import type { EventTypeName } from '../events/types.ts'

/** Acts that change what something holds. */
const acts = ['created', 'deleted', 'undeleted', 'moved'] as const

/** What each type of event that is not recorded follows from. */
export const derivedFrom: Readonly<Partial<Record<EventTypeName, readonly EventTypeName[]>>> = {
  'data_source.content_updated': acts.map((act) => `page.${act}` as const),
  'page.content_updated': acts.flatMap((act) => [`page.${act}` as const, `database.${act}` as const]),
}

/**
 * Events with those that follow from them: a page or database that comes, goes or moves changes the content of the
 * data source or page that it stands in (Notion's "Webhooks: events & delivery"). Writing them down would make every
 * such act write two.
 *
 * @param types those that are wanted
 */
export async function withDerived(
  context: Context,
  events: readonly EventRow[],
  types: ReadonlySet<EventTypeName>,
): Promise<EventRow[]> {
  const blockIds = events.flatMap((event) => parentsIn(event).flatMap((at) => (at.type === 'block_id' ? at.id : [])))
  const pages = await pagesOf(context, [...new Set(blockIds)])
  return events.flatMap((event) => [event, ...derivedOf(event, pages, types)])
}

function derivedOf(
  event: EventRow,
  pages: ReadonlyMap<string, string>,
  types: ReadonlySet<EventTypeName>,
): EventRow[] {
  const holders = new Map(parentsIn(event).flatMap((parent) => holderOf(parent, pages) ?? []).map((one) => [one.id, one]))
  return [...holders.values()].flatMap(({ id, type }): EventRow[] => {
    const derived: EventTypeName = `${type}.content_updated`
    if (!types.has(derived) || !derivedFrom[derived]?.includes(event.type as EventTypeName)) return []
    const updated_blocks = [{ id: event.entity_id, type: event.entity_type }]
    return [
      {
        ...event,
        // The same each time it is derived, and another than that of the event itself: receivers go by ids.
        id: v5(`${derived} ${id}`, event.id),
        type: derived,
        feed: 'content',
        entity_type: type,
        entity_id: id,
        node_id: id,
        data: JSON.stringify({ updated_blocks }),
        before: null,
        after: null,
      },
    ]
  })
}

interface Recorded {
  type: string
  id: string
}

/** What it stands in, and what it left. */
function parentsIn({ type, data, before }: EventRow): Recorded[] {
  const now = JSON.parse(data).parent as Recorded | undefined
  const left = type.endsWith('.moved') && before !== null ? (JSON.parse(before).parent as Recorded) : undefined
  return [now, left].filter((parent): parent is Recorded => typeof parent?.id === 'string')
}

function holderOf({ type, id }: Recorded, pages: ReadonlyMap<string, string>) {
  switch (type) {
    case 'data_source_id':
      return [{ type: 'data_source' as const, id }]
    case 'page_id':
      return [{ type: 'page' as const, id }]
    case 'block_id':
      return pages.has(id) ? [{ type: 'page' as const, id: pages.get(id)! }] : null
    default:
      return null
  }
}
