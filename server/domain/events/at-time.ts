import type { Db } from '#server/store/dialects/dialect.ts'
import { eventFrom } from '#server/store/events.ts'

/**
 * The number of the first event of a time or after it, from a number on; one more than `last` when there is none.
 * Times never go back along the numbers, so some twenty looks find it among millions.
 */
export async function firstEventAt(
  db: Db,
  workspaceId: string,
  time: number,
  { from, last }: { from: number; last: number },
): Promise<number> {
  let [low, high] = [from, last + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [event] = await eventFrom(db, workspaceId, middle)
    if (event === undefined || event.timestamp >= time) high = middle
    else low = event.sequence + 1
  }
  return low
}
