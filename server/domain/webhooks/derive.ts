import { v5 } from 'uuid'
import type { EventRow } from '#server/store/tables/events.ts'
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
  const blockIds = events.flatMap((event) =>
    parentsIn(event).flatMap((at) => (at.type === 'block_id' ? at.id : [])),
  )
  const pages = await pagesOf(context, [...new Set(blockIds)])
  return events.flatMap((event) => [event, ...derivedOf(event, pages, types)])
}

function derivedOf(
  event: EventRow,
  pages: ReadonlyMap<string, string>,
  types: ReadonlySet<EventTypeName>,
): EventRow[] {
  const holders = new Map(parentsIn(event).flatMap((parent) => holderOf(parent, pages)))
  return [...holders].flatMap(([id, kind]): EventRow[] => {
    const type = `${kind}.content_updated` as const
    if (!types.has(type) || !derivedFrom[type]?.includes(event.type as EventTypeName)) return []
    const updated_blocks = [{ id: event.entity_id, type: event.entity_type }]
    return [
      {
        ...event,
        // The same each time it is derived, and another than that of the event itself: receivers go by ids.
        id: v5(`${type} ${id}`, event.id),
        type,
        entity_type: kind,
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
  const left =
    type.endsWith('.moved') && before !== null ? (JSON.parse(before).parent as Recorded) : undefined
  return [now, left].filter((parent): parent is Recorded => typeof parent?.id === 'string')
}

type Holder = [id: string, kind: 'page' | 'data_source']

function holderOf({ type, id }: Recorded, pages: ReadonlyMap<string, string>): Holder[] {
  if (type === 'data_source_id') return [[id, 'data_source']]
  const page = type === 'page_id' ? id : type === 'block_id' ? pages.get(id) : undefined
  return page === undefined ? [] : [[page, 'page']]
}
