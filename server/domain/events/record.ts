import type { Db } from '#server/store/dialects/dialect.ts'
import { appendEvents } from '#server/store/events.ts'
import type { Actor } from '../access/actor.ts'
import { type EventTypeName, eventTypes } from './types.ts'

/** What happened, in Notion's words where it has them. */
export interface NewEvent {
  type: EventTypeName
  entity: { type: string; id: string }
  /**
   * The page, database or data source whose readers are told, where that is not the entity itself; null when nobody
   * reads it for reading that.
   */
  nodeId?: string | null
  /** Ids and names of what changed; never content, secrets or e-mail addresses: webhooks and feeds tell it. */
  data?: Record<string, unknown>
  /** The values that changed, as they were and as they are; never secrets or the text of pages. Only audit logs tell both. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  /** Who did it, where that is not who acts: whoever accepts an invitation is nobody until they are here. */
  by?: Author['actor']
  /** Where another way in than that of the request brought it about. */
  origin?: Source['origin']
}

/** Where an act came from. */
export interface Source {
  /** A browser, a program with a token, a directory, a sign-in that made somebody known, an invitation, the command line, or the server by itself. */
  origin: 'ui' | 'api' | 'scim' | 'saml_jit' | 'invite' | 'cli' | 'system'
  ipAddress: string | null
  userAgent: string | null
}

export const ownWork: Source = { origin: 'system', ipAddress: null, userAgent: null }
export const commandLine: Source = { ...ownWork, origin: 'cli' }

/** Who did it, and from where. */
export interface Author {
  /** Null for what nobody did. */
  actor: (Pick<Actor, 'type' | 'userId'> & Partial<Pick<Actor, 'tokenId' | 'isSession'>>) | null
  source: Source
}

/**
 * Writes the events of a transaction at its end. Writers of a workspace go one after another, so the
 * numbers follow the order of commits and have no gaps.
 */
export async function writeEvents(
  db: Db,
  workspaceId: string,
  { actor, source }: Author,
  now: number,
  newId: () => string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return
  await appendEvents(
    db,
    workspaceId,
    now,
    events.map((event) => ({
      id: newId(),
      type: event.type,
      feed: eventTypes[event.type].feed,
      ...authorOf(event.by ?? actor),
      origin: event.origin ?? source.origin,
      ip_address: source.ipAddress,
      user_agent: source.userAgent,
      entity_type: event.entity.type,
      entity_id: event.entity.id,
      node_id: nodeOf(event),
      data: JSON.stringify(event.data ?? {}),
      before: printed(event.before),
      after: printed(event.after),
    })),
  )
}

const authorOf = (actor: Author['actor']) => ({
  actor_type: actor?.type ?? ('system' as const),
  actor_id: actor?.userId ?? null,
  token_id: (!actor?.isSession && actor?.tokenId) || null,
})

const nodeOf = ({ entity, nodeId }: NewEvent): string | null =>
  nodeId === undefined ? (isNode(entity.type) ? entity.id : null) : nodeId

const isNode = (type: string): boolean => type === 'page' || type === 'database' || type === 'data_source'

const printed = (values: Record<string, unknown> | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values)
