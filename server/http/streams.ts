import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { Caller } from '#server/domain/access/authenticate.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import { Problem } from '#shared/problem.ts'
import { makeFollowers } from './followers.ts'

/** Streams that one connection or person may have open on a process. */
export const MOST_STREAMS = 100

/** All streams together begin at most one read in so many milliseconds on average: what happens wakes them all. */
const READ_EVERY = 1

/** Streams that read at the same time; requests must not wait behind hundreds of them for the store. */
const MOST_READING = 2

/** A long answer that is under way. */
export interface Stream {
  /**
   * Waits until something may have happened in the caller's workspace, or so many milliseconds.
   *
   * @returns false when the answer is over: the client went away, or the server stops.
   */
  wait(milliseconds: number): Promise<boolean>
  /** Resolves when it is this stream's turn to read, which ends with `rest`. */
  takeTurn(): Promise<void>
  rest(): void
}

export interface Streams {
  /** @throws rate_limited when the caller has too many. */
  open(caller: Caller, response: ServerResponse): Stream
  /** Keeps what went wrong after an answer began. */
  fault(error: unknown, requestId: string): void
  /** Cuts off all there are and all to come: their clients see that they are not whole, and come again. */
  end(): void
}

/** The long answers of one process. */
export function makeStreams(store: Store, fault: Streams['fault']): Streams {
  const follow = makeFollowers(store)
  const open = new Set<ServerResponse>()
  const counts = new Map<string, number>()
  const turns = makeTurns(MOST_READING)
  let hasEnded = false

  return {
    open({ actor, workspace }, response) {
      const subject = actor.connection?.id ?? actor.userId
      const count = counts.get(subject) ?? 0
      if (count >= MOST_STREAMS) throw tooMany()
      counts.set(subject, count + 1)
      open.add(response)
      const follower = follow(workspace.id)
      let readAt = 0
      let hasTurn = false
      const rest = () => {
        if (hasTurn) turns.give()
        hasTurn = false
      }
      const close = () => {
        follower.stop()
        open.delete(response)
        const others = counts.get(subject)! - 1
        if (others > 0) counts.set(subject, others)
        else counts.delete(subject)
      }
      // Who went away before is not told of again.
      if (response.destroyed) close()
      else response.once('close', close)
      if (hasEnded) response.destroy()
      return {
        async wait(milliseconds) {
          rest()
          if (!(await follower.wait(milliseconds))) return false
          const early = readAt + open.size * READ_EVERY - performance.now()
          if (early > 0) await pause(early)
          return !response.destroyed
        },
        async takeTurn() {
          if (hasTurn) return
          await turns.take()
          hasTurn = true
          readAt = performance.now()
        },
        rest,
      }
    },
    fault,
    end() {
      hasEnded = true
      for (const response of open) response.destroy()
    },
  }
}

const tooMany = (): Problem =>
  new Problem(
    'rate_limited',
    `Each connection and person may have ${MOST_STREAMS} streams open at a time. Close one first.`,
    { data: { rate_limit_reason: 'open_streams', retry_after: '5' }, headers: { 'retry-after': '5' } },
  )

/** Lets so many through at a time, and whatever else waits between two of them. */
function makeTurns(most: number): { take(): Promise<void>; give(): void } {
  const waiting: (() => void)[] = []
  let taken = 0
  return {
    async take() {
      if (taken < most) taken++
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    give() {
      const next = waiting.shift()
      if (next === undefined) taken--
      else void nextTurn().then(next)
    },
  }
}
