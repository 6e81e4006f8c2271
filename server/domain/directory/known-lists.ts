/** What was found of long lists: while nothing happens in a workspace nobody is counted, or passed over, again. */
import type { DirectoryCondition, DirectorySlice } from '#server/store/directory-conditions.ts'
import { sequencesOf } from '#server/store/workspaces.ts'
import type { Context } from '../context.ts'

export interface KnownList {
  /** After how many events: nobody comes or goes without one. */
  readonly sequence: number
  count: number | null
  /** The last person of pages that were read, by how many stand up to there. */
  readonly ends: Map<number, string>
}

/** By workspace and condition. */
const lists = new Map<string, KnownList>()

const MOST_LISTS = 1000
const MOST_ENDS = 2000

/** What is known of everybody, or of everybody who may act or may not. Null of other conditions: they find few. */
export async function knownList(
  { db, workspace }: Context,
  condition: DirectoryCondition | null,
): Promise<KnownList | null> {
  const isOfMany = condition === null || ('by' in condition && condition.by === 'active')
  if (!isOfMany) return null
  const { sequence } = (await sequencesOf(db, [workspace.id]))[0]!
  const key = `${workspace.id} ${condition === null ? 'all' : condition.value}`
  const known = lists.get(key)
  if (known?.sequence === sequence) return known
  if (lists.size >= MOST_LISTS) lists.clear()
  const fresh: KnownList = { sequence, count: null, ends: new Map() }
  lists.set(key, fresh)
  return fresh
}

/** The same part of the list, begun where a page ended that was read before: as near to it as one did. */
export function fromNearestEnd({ ends }: KnownList, slice: DirectorySlice): DirectorySlice {
  const { offset = 0, limit } = slice
  let nearest = 0
  for (const at of ends.keys()) if (at <= offset && at > nearest) nearest = at
  return nearest === 0 ? slice : { after: ends.get(nearest)!, offset: offset - nearest, limit }
}

export function rememberEnd({ ends }: KnownList, at: number, id: string): void {
  if (ends.size >= MOST_ENDS) ends.clear()
  ends.set(at, id)
}
