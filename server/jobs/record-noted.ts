import { recordFailedSignIns, recordViews } from '#server/domain/events/note.ts'
import type { Noted } from '#server/http/noted.ts'
import type { Job } from './runner.ts'

/** Writes down who read which page and who could not sign in, as far as one process saw it. */
export const recordNoted = (noted: Noted): Job => ({
  name: 'record what was noted',
  every: 5000,
  async perform(base) {
    const { views, failed } = noted.take()
    await recordFailedSignIns(base, failed)
    await recordViews(base, views)
    return false
  },
})
