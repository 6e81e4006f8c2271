import { keepApiRequests } from '#server/domain/connections/request-log.ts'
import type { RequestLog } from '#server/http/request-log.ts'
import type { Job } from './runner.ts'

/** Writes down what the tokens of connections asked, as far as one process answered it. */
export const keepRequests = (log: RequestLog): Job => ({
  name: 'keep the log of requests',
  every: 2000,
  async perform(base) {
    const { requests, full } = log.take()
    if (requests.length > 0) await keepApiRequests(base, requests, full)
    return false
  },
})
