import { lockWorkspace } from '#server/store/lock-workspace.ts'
import { nobody } from '../access/actor.ts'
import type { Context } from '../context.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { type NewEvent, ownWork, writeEvents } from './record.ts'

/**
 * Does in other workspaces what follows there from an act in this one. It is told there as done by nobody: who acted
 * is no user there. Nothing that they have may be written before, or a writer there and this one wait for each other.
 */
export async function elsewhere(
  context: Context,
  workspaceIds: readonly string[],
  work: (there: Context) => Promise<void>,
): Promise<void> {
  const { db, now, newId } = context
  for (const id of workspaceIds.filter((one) => one !== context.workspace.id).toSorted()) {
    await lockWorkspace(db, id)
    const events: NewEvent[] = []
    await work({
      ...context,
      workspace: await readWorkspace(db, id),
      actor: nobody,
      source: ownWork,
      record: (event) => events.push(event),
    })
    await writeEvents(db, id, { actor: null, source: ownWork }, now, newId, events)
  }
}
