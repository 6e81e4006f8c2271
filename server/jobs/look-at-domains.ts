import { concludeLook, lookAtDue } from '#server/domain/domains/look-again.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** Asks DNS whether the records of domains stand there: daily of those that are verified. */
export const lookAtDomains: Job = {
  name: 'look at domains',
  every: 60_000,
  // A silent server holds nobody else up.
  atOnce: 4,
  async perform(base) {
    const looked = await lookAtDue(base)
    if (looked === null) return false
    await inWorkspace(base, looked.row.workspace_id, (context) => concludeLook(context, looked))
    return true
  },
}
