import { v5 } from 'uuid'
import { kindsOfThings, type ParentOfNode, parentsOfNodes, timesOfEvents } from '#server/store/feed.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { principalOf } from '../access/actor.ts'
import type { Context } from '../context.ts'
import type { Loss } from './losses.ts'
import { ACCESS_LOST } from './types.ts'

/** What happened as feeds tell it, in the words of the newest version (Notion's "Webhooks: events & delivery"). */
export interface Change {
  id: string
  sequence: number
  type: string
  /** Milliseconds since 1970. */
  timestamp: number
  entity: { type: string; id: string }
  authors: { id: string; type: 'person' | 'bot' }[]
  data: Record<string, unknown>
}

/** `data.parent` of a change. */
export interface ChangeParent {
  id: string
  type: 'space' | 'team' | 'page' | 'block' | 'database'
  /** Of a row. */
  data_source_id?: string
}

/** @param events that the actor may be told. */
export async function describeEvents(context: Context, events: readonly EventRow[]): Promise<Change[]> {
  const { db, workspace } = context
  const nodes = events.filter(({ entity_type }) => isNode(entity_type)).map(({ entity_id }) => entity_id)
  const parents = new Map(
    (await parentsOfNodes(db, workspace.id, [...new Set(nodes)])).map((row) => [row.id, row]),
  )
  return events.map((event) => ({
    id: event.id,
    sequence: event.sequence,
    type: event.type,
    timestamp: event.timestamp,
    entity: { type: event.entity_type, id: event.entity_id },
    authors: authorsOf(event),
    data: dataOf(context, event, parents.get(event.entity_id)),
  }))
}

/**
 * Things that the actor can see no more, with the time of it and nothing else: who took them away is told to whoever
 * still sees them.
 */
export async function describeLosses(context: Context, losses: readonly Loss[]): Promise<Change[]> {
  if (losses.length === 0) return []
  const { db, workspace } = context
  const kinds = await kindsOfThings(
    db,
    workspace.id,
    losses.map(({ nodeId }) => nodeId),
  )
  const sequences = [...new Set(losses.map(({ sequence }) => sequence))]
  const times = await timesOfEvents(db, workspace.id, sequences)
  return losses.map(({ sequence, nodeId }) => ({
    // The same for whoever reads it again.
    id: v5(String(sequence), nodeId),
    sequence,
    type: ACCESS_LOST,
    timestamp: times.get(sequence)!,
    entity: { type: kinds.get(nodeId)!, id: nodeId },
    authors: [],
    data: {},
  }))
}

const isNode = (type: string): boolean => type === 'page' || type === 'database' || type === 'data_source'

/** A directory and the server itself are nobody that can be looked up. */
const authorsOf = ({ actor_type, actor_id }: EventRow): Change['authors'] =>
  actor_id === null || (actor_type !== 'person' && actor_type !== 'bot')
    ? []
    : [{ id: actor_id, type: actor_type }]

function dataOf(
  context: Context,
  { entity_type, node_id, data }: EventRow,
  stands: ParentOfNode | undefined,
): Record<string, unknown> {
  const recorded: Record<string, unknown> = JSON.parse(data)
  const { changes } = recorded
  const told = Array.isArray(changes) ? { ...recorded, changes: ownChanges(context, changes) } : recorded
  // What the target is in has no parent of its own in Notion's webhooks.
  if ('target' in told) return told
  if (stands !== undefined) return { ...told, parent: parentOf(context.workspace.id, stands) }
  // Of a comment it is recorded as it is told.
  return entity_type === 'view' ? { ...told, parent: { id: node_id, type: 'database' } } : told
}

/** Of what is granted to others guests and restricted members are told nothing. */
function ownChanges({ actor }: Context, changes: { principal: { type: string; id: string | null } }[]) {
  if (actor.role !== 'guest' && actor.role !== 'restricted_member') return changes
  return changes.filter(
    ({ principal: { type, id } }) =>
      type === 'user' && principalOf.user(id!) === principalOf.user(actor.userId),
  )
}

/** What some databases stand in, by their ids. */
export async function parentsOfDatabases(
  { db, workspace }: Context,
  ids: readonly string[],
): Promise<Map<string, ChangeParent>> {
  const rows = await parentsOfNodes(db, workspace.id, ids)
  return new Map(rows.map((row) => [row.id, parentOf(workspace.id, row)]))
}

export function parentOf(
  workspaceId: string,
  { parent_type, parent_id, database_id }: ParentOfNode,
): ChangeParent {
  switch (parent_type) {
    case 'workspace':
      return parent_id === null ? { id: workspaceId, type: 'space' } : { id: parent_id, type: 'team' }
    case 'page_id':
      return { id: parent_id!, type: 'page' }
    case 'block_id':
      return { id: parent_id!, type: 'block' }
    case 'database_id':
      return { id: parent_id!, type: 'database' }
    case 'data_source_id':
      return { id: database_id ?? parent_id!, type: 'database', data_source_id: parent_id! }
  }
}
