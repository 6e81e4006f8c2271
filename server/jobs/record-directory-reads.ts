import { keepRequests } from '#server/domain/directory/requests.ts'
import type { DirectoryReads } from '#server/http/directory-reads.ts'
import type { Job } from './runner.ts'

/** Writes down what directories read, as far as one process saw it: those alike within a minute as one. */
export const recordDirectoryReads = (reads: DirectoryReads): Job => ({
  name: 'record what directories read',
  every: 60_000,
  async perform({ store, surroundings }) {
    const asked = reads.take()
    if (asked.length > 0) await store.transaction((db) => keepRequests(db, surroundings.newId, asked))
    return false
  },
})
