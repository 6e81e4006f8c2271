import { forgetOld } from '#server/domain/events/forget.ts'
import type { Job } from './runner.ts'

/** Forgets what happened, and what was sent to webhooks, when it is older than the settings of its workspace say. */
export const forgetEvents: Job = {
  name: 'forget events',
  every: 10 * 60_000,
  async perform(base, stopping) {
    await forgetOld(base, stopping)
    return false
  },
}
