import { forgetSpent, nextUnusedClient, removeUnusedClient } from '#server/domain/oauth/forget.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

const HOUR = 60 * 60 * 1000

export const forgetSpentCodes: Job = {
  name: 'forget spent codes',
  every: HOUR,
  async perform(base) {
    await forgetSpent(base)
    return false
  },
}

export const removeUnusedClients: Job = {
  name: 'remove unused clients',
  every: HOUR,
  async perform(base) {
    const unused = await nextUnusedClient(base)
    if (unused === undefined) return false
    await inWorkspace(base, unused.workspaceId, (context) => removeUnusedClient(context, unused.connectionId))
    return true
  },
}
