import type { Asking, DirectoryRequest } from '#server/domain/directory/requests.ts'

/** Remembers what directories read until a job writes it down: no reader waits for a write. */
export interface DirectoryReads {
  /** @param kind those of one kind count as one, and the last of them is told. */
  note(asked: Asking & DirectoryRequest, kind: string): void
  /** What was noted since it was last taken. */
  take(): (Asking & DirectoryRequest)[]
}

/** Kinds that are told apart at once; beyond that no more are noted until these are taken. */
const MOST = 10_000

export function makeDirectoryReads(): DirectoryReads {
  const waiting = new Map<string, Asking & DirectoryRequest>()
  return {
    note(asked, kind) {
      const key = `${asked.tokenId} ${kind}`
      const known = waiting.get(key)
      if (known === undefined && waiting.size >= MOST) return
      waiting.set(key, { ...asked, count: (known?.count ?? 0) + 1 })
    },
    take() {
      const reads = [...waiting.values()]
      waiting.clear()
      return reads
    },
  }
}
