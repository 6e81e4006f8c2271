import { readableNodes } from '#server/store/feed.ts'
import { uploadsByIds } from '#server/store/file-uploads.ts'
import type { EventRow } from '#server/store/tables.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import { type EventTypeName, eventTypes } from './types.ts'

/**
 * Those of some events that the actor may be told now: what it can read of the thing, and is capable of. A file upload
 * is told to whoever made it; how the workspace is run, to nobody here.
 */
export async function mayBeTold(context: Context, events: readonly EventRow[]): Promise<EventRow[]> {
  const capable = events.filter(({ type, feed }) => feed !== 'none' && mayHearOf(context, type))
  const readable = await readableOf(context, idsOf(capable, nodeOf))
  const uploads = await ownUploads(context, idsOf(capable, uploadOf))
  return capable.filter((event) => {
    if (event.feed === 'people') return true
    const nodeId = nodeOf(event)
    return nodeId === null ? uploads.has(uploadOf(event) ?? '') : readable.has(nodeId)
  })
}

/** Whether the actor is capable of what being told of a type takes. A type that is not known any more is told to nobody. */
export function mayHearOf({ actor }: Pick<Context, 'actor'>, type: string): boolean {
  const known = eventTypes[type as EventTypeName]
  return known !== undefined && isCapable(actor.capabilities, known.needs)
}

/** Those of some pages, databases and data sources that the actor can read now. */
export const readableOf = ({ db, workspace, actor, now }: Context, ids: readonly string[]) =>
  readableNodes(db, workspace.id, ids, actor.principals, now)

const nodeOf = ({ node_id, feed }: EventRow): string | null => (feed === 'content' ? node_id : null)

const uploadOf = ({ entity_type, entity_id }: EventRow): string | null =>
  entity_type === 'file_upload' ? entity_id : null

const idsOf = (events: readonly EventRow[], idOf: (event: EventRow) => string | null): string[] => [
  ...new Set(events.flatMap((event) => idOf(event) ?? [])),
]

async function ownUploads({ db, workspace, actor }: Context, ids: readonly string[]): Promise<Set<string>> {
  const uploads = ids.length === 0 ? [] : await uploadsByIds(db, workspace.id, ids)
  return new Set(uploads.filter(({ created_by }) => created_by === actor.userId).map(({ id }) => id))
}
