import type { Db } from '#server/store/dialects/dialect.ts'
import { appendEvents } from '#server/store/events.ts'
import type { Actor } from '../access/actor.ts'

/** What happened, in Notion's words where it has them. */
export interface NewEvent {
  type: string
  entity: { type: string; id: string }
  /** Ids and names of what changed; never content, secrets or e-mail addresses. */
  data?: Record<string, unknown>
}

/**
 * Writes the events of a transaction at its end. Writers of a workspace go one after another, so the
 * numbers follow the order of commits and have no gaps.
 */
export async function writeEvents(
  db: Db,
  workspaceId: string,
  actor: Pick<Actor, 'type' | 'userId'> | null,
  now: number,
  newId: () => string,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return
  await appendEvents(
    db,
    workspaceId,
    events.map((event) => ({
      id: newId(),
      type: event.type,
      timestamp: now,
      actor_type: actor?.type ?? 'system',
      actor_id: actor?.userId ?? null,
      entity_type: event.entity.type,
      entity_id: event.entity.id,
      data: JSON.stringify(event.data ?? {}),
    })),
  )
}
