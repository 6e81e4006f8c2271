import { type BodyOf, deliverDue } from '#server/domain/webhooks/deliver.ts'
import { pauseFailing } from '#server/domain/webhooks/pause.ts'
import { type Base, inWorkspace } from '#server/http/contexts.ts'
import type { Job } from './runner.ts'

/** Sends what is due to the addresses of webhooks. */
export const deliverWebhooks = (
  bodyOf: (base: Base, ...about: Parameters<BodyOf>) => ReturnType<BodyOf>,
): Job => ({
  name: 'deliver webhooks',
  every: 200,
  async perform(base, stopping, report) {
    await deliverDue(base, {
      bodyOf: (...about) => bodyOf(base, ...about),
      pause: ({ workspace_id, id }, reason) =>
        inWorkspace(base, workspace_id, (context) => pauseFailing(context, id, reason)),
      report,
      stopping,
    })
    return false
  },
})
