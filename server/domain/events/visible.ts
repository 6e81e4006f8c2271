import type { Db } from '#server/store/dialects/dialect.ts'
import { readableNodes } from '#server/store/feed.ts'
import { uploadsByIds } from '#server/store/file-uploads.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import { type EventTypeName, eventTypes } from './types.ts'

/**
 * Those of some events that the actor may be told now: what it can read of the thing, and is capable of. A file upload
 * is told to whoever made it; how the workspace is run, to nobody here.
 */
export function mayBeTold(context: Context, events: readonly EventRow[]): Promise<EventRow[]> {
  const { userId, principals } = context.actor
  const capable = events.filter(({ type }) => mayHearOf(context, type))
  return toldTo(context, { userIds: [userId], principals }, capable)
}

/** Some users who are all capable of what the events take, and the principals that they act as (JSON). */
interface Readers {
  userIds: readonly string[]
  principals: string
}

/** Those of some events that any of the readers may be told now. */
export async function toldTo(
  { db, workspace, now }: Pick<Context, 'db' | 'workspace' | 'now'>,
  { userIds, principals }: Readers,
  events: readonly EventRow[],
): Promise<EventRow[]> {
  const fed = events.filter(({ feed }) => feed !== 'none')
  const readable = await readableNodes(db, workspace.id, idsOf(fed, nodeOf), principals, now)
  const makers = await makersOf(db, workspace.id, idsOf(fed, uploadOf))
  const own = new Set(userIds)
  return fed.filter((event) => {
    if (event.feed === 'people') return true
    const nodeId = nodeOf(event)
    return nodeId === null ? own.has(makers.get(uploadOf(event) ?? '') ?? '') : readable.has(nodeId)
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

/** Who made some uploads; those that are gone left out. */
async function makersOf(db: Db, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const uploads = ids.length === 0 ? [] : await uploadsByIds(db, workspaceId, ids)
  return new Map(uploads.map(({ id, created_by }) => [id, created_by]))
}

/** Who made what an event tells of; null where it is no upload, or gone. */
export async function makerOf(
  { db, workspace }: Pick<Context, 'db' | 'workspace'>,
  event: EventRow,
): Promise<string | null> {
  const id = uploadOf(event)
  return id === null ? null : ((await makersOf(db, workspace.id, [id])).get(id) ?? null)
}
