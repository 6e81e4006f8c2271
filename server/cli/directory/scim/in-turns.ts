import type { Change } from '../difference.ts'
import { type Answer, refusalIn } from '../requests.ts'
import { together } from './together.ts'

/** Why something could not be done; null when it is done. */
export interface Done<C> {
  change: C
  error: string | null
}

export interface Turns<C> {
  /**
   * @param isAgain whether others were done since, so that what is known of the server may not be so any more.
   * @returns what the server answered last; null where there was nothing to do.
   */
  write(change: C, isAgain: boolean): Promise<Answer | null>
  /** Frees a name that one of those still to do waits for; false where that cannot be. */
  freeName(still: readonly C[]): Promise<boolean>
}

const CONFLICT = 409

/**
 * Does changes, several at a time: removals, then updates, then additions. A name that somebody else still has is tried
 * again when the others are done: two may have changed places.
 */
export async function* inTurns<C extends Change<unknown>>(
  changes: readonly C[],
  { write, freeName }: Turns<C>,
): AsyncGenerator<Done<C>> {
  let waiting: C[] = []
  for (const verb of ['remove', 'update', 'add'] as const) {
    const some = changes.filter((change) => change.do === verb)
    const done = together(some, async (change) => ({ change, answer: await write(change, false) }))
    for await (const { change, answer } of done) {
      if (answer?.status === CONFLICT) waiting.push(change)
      else yield { change, error: refusalOf(answer) }
    }
  }
  for (let mayFree = true; waiting.length > 0; ) {
    const still: C[] = []
    for (const change of waiting) {
      const answer = await write(change, true)
      if (answer?.status === CONFLICT && mayFree) still.push(change)
      else yield { change, error: refusalOf(answer) }
    }
    mayFree = still.length < waiting.length || (still.length > 0 && (await freeName(still)))
    waiting = still
  }
}

export const refusalOf = (answer: Answer | null): string | null =>
  answer === null || answer.status < 300 ? null : refusalIn(answer)

/** What somebody is called who will have another name, until they have it. */
export const nameAside = (name: string): string => `moved-${crypto.randomUUID().slice(0, 8)}.${name}`
