import { presentRequest, type RequestQuery, readRequests } from '#server/domain/directory/requests.ts'
import type { Base } from '#server/http/contexts.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'

/** A part of the log of directories that a command asks for. */
export interface AskedScimLog {
  /** An id or a name; null where there is only one. */
  workspace: string | null
  query: RequestQuery
  limit: number
}

/** The newest requests that fit, the oldest of them first. */
export async function readScimLog(base: Base, { workspace, query, limit }: AskedScimLog) {
  const id = await chosenWorkspace(base, workspace)
  const found: Awaited<ReturnType<typeof readRequests>>['requests'] = []
  for (let start: Parameters<typeof readRequests>[3] = null; found.length < limit; ) {
    const page = await readRequests(base.store.reader, id, query, start, limit - found.length)
    found.push(...page.requests)
    if (page.next === null) break
    start = page.next
  }
  return found.reverse().map(presentRequest)
}

export type ReadScimLog = Awaited<ReturnType<typeof readScimLog>>
