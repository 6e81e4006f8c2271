import { endExpired, expiredAccess } from '#server/domain/access/end-expired.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** What was granted for a time ends by itself; this lets those hear of it who follow what happens. */
export const endExpiredAccess: Job = {
  name: 'note that access is over',
  every: 10_000,
  async perform(base) {
    const due = await expiredAccess(base.store.reader, base.surroundings.now())
    if (due === undefined) return false
    await inWorkspace(base, due.workspace_id, (context) => endExpired(context, due.list_id))
    return true
  },
}
