import type { Caller } from '#server/domain/access/authenticate.ts'
import type { FailedSignIn, PageView } from '#server/domain/events/note.ts'
import type { Source } from '#server/domain/events/record.ts'

/**
 * Remembers what only the audit log tells until a job writes it down: who reads a page does not wait for that, and who
 * types a wrong password learns nothing from how long it takes.
 */
export interface Noted {
  /** @param nodeId of a page, or of a block in it */
  viewed(caller: Caller, nodeId: string, source: Source, time: number): void
  signInFailed(failed: FailedSignIn): void
  /** What was noted since it was last taken. */
  take(): { views: PageView[]; failed: FailedSignIn[] }
}

/** Somebody who reads a page again within so many milliseconds is not noted again. */
export const VIEW_LASTS = 10 * 60_000

/** What is remembered at once: beyond that all readers are noted anew, and wrong passwords are not. */
const MOST = 10_000

export function makeNoted(): Noted {
  const viewedAt = new Map<string, number>()
  let views: PageView[] = []
  let failed: FailedSignIn[] = []
  return {
    viewed({ actor, workspace }, nodeId, source, time) {
      const key = `${actor.userId} ${nodeId}`
      const last = viewedAt.get(key)
      if (last !== undefined && time - last < VIEW_LASTS) return
      if (viewedAt.size >= MOST) viewedAt.clear()
      viewedAt.set(key, time)
      const { type, userId } = actor
      views.push({ workspaceId: workspace.id, actor: { type, userId }, nodeId, source, time })
    },
    signInFailed(one) {
      if (failed.length < MOST) failed.push(one)
    },
    take() {
      const taken = { views, failed }
      views = []
      failed = []
      return taken
    },
  }
}
