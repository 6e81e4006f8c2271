import { nobody } from '#server/domain/access/actor.ts'
import { fanOut, webhooksToServe } from '#server/domain/webhooks/fan-out.ts'
import { readWorkspace } from '#server/domain/workspaces/read.ts'
import { type Base, readingOn } from '#server/http/contexts.ts'
import { naming } from './naming.ts'

/**
 * Has every subscription look at the next events. Any number of processes may do so at a time: each takes those that
 * no other one has.
 *
 * @returns false when all had looked at every event.
 */
export async function fanOutDue(base: Base, window: number): Promise<boolean> {
  const { store, surroundings } = base
  const behind = await webhooksToServe(store.reader)
  for (const key of behind) {
    await store.transaction(async (db) => {
      const workspace = await readWorkspace(db, key.workspace_id)
      const context = readingOn(base, { actor: nobody, workspace }, surroundings.now(), db)
      await fanOut(context, key, naming, window)
    })
  }
  return behind.length > 0
}
