import { setTimeout as wait } from 'node:timers/promises'
import type { Base } from '#server/http/contexts.ts'

/**
 * A kind of work that nobody waits for. What is due stands in the rows of its own tables; there is no
 * queue beside them, so work cannot be lost between the two.
 *
 * To add a kind:
 * 1. Its rows tell what is due by a time, null when nothing is, with an index over it.
 * 2. `server/domain` has two verbs: one that finds a due piece with a reader, one that does it with a context.
 * 3. A file in this folder exports the `Job`, and `jobs.ts` lists it. `perform` finds a piece, and does it in
 *    `inWorkspace`, where it looks again whether the piece is still due: another process may have been faster.
 * 4. Slow outside work never runs in a transaction. Such a piece is claimed first, by an update that moves its
 *    time into the future and tells whether it changed the row (`claimImport` in `store/file-uploads.ts`); then
 *    it is worked on; then a second transaction writes the result and clears the time. A process that dies
 *    leaves a claim that runs out.
 */
export interface Job {
  /** For the log. */
  name: string
  /** Milliseconds between two looks for what is due. */
  every: number
  /** Looks as well when something happened in a workspace, as soon as that is known. */
  followsEvents?: true
  /** How many pieces one process works on at a time; 1 when not given. */
  atOnce?: number
  /** The most of a process's time that it takes, from 0 to 1; all of it when not given, while there is something to do. */
  share?: number
  /**
   * Does one piece of due work.
   *
   * @param stopping aborted when the process stops: what can be done again later gives up.
   * @param report is told of the fault of one piece that the others need not wait for.
   * @returns false when nothing was due.
   */
  perform(base: Base, stopping: AbortSignal, report: (error: unknown) => void): Promise<boolean>
}

export interface Runner {
  /** Begins nothing more, and resolves when what is under way is done or was waited for long enough. */
  stop(): Promise<void>
}

/** How long a stop waits for work under way, in milliseconds. */
const LAST_WAIT = 10_000

/** How long a kind of work rests after it failed, in milliseconds. */
const REST_AFTER_FAULT = 30_000

/** What happens within so many milliseconds is looked at together. */
const TOGETHER = 25

/** Works on what is due from now on. Any number of processes may do so over one store. */
export function startJobs(
  base: Base,
  jobs: readonly Job[],
  onFault: (error: unknown, job: Job) => void,
): Runner {
  const stopping = new AbortController()
  const lanes = jobs.flatMap((job) =>
    Array.from({ length: job.atOnce ?? 1 }, () => runLane(base, job, stopping.signal, onFault)),
  )
  return {
    async stop() {
      stopping.abort()
      const tooLong = new AbortController()
      await Promise.race([
        Promise.all(lanes),
        wait(LAST_WAIT, undefined, { signal: tooLong.signal }).catch(() => {}),
      ])
      tooLong.abort()
    },
  }
}

/** Does all that is due of some kinds of work, one piece after another. */
export async function performDue(base: Base, jobs: readonly Job[]): Promise<void> {
  const { signal } = new AbortController()
  const faults: unknown[] = []
  for (const job of jobs) while (await job.perform(base, signal, (error) => faults.push(error))) {}
  if (faults.length > 0) throw faults[0]
}

async function runLane(
  base: Base,
  job: Job,
  stopping: AbortSignal,
  onFault: (error: unknown, job: Job) => void,
): Promise<void> {
  const pauseFor = restFor(stopping)
  const rest = job.followsEvents ? restUntilEvents(base, stopping) : pauseFor
  while (!stopping.aborted) {
    let pause = job.every
    const begun = performance.now()
    try {
      const hasMore = await job.perform(base, stopping, (error) => onFault(error, job))
      if (job.share !== undefined) await pauseFor((performance.now() - begun) * (1 / job.share - 1))
      if (hasMore) continue
    } catch (error) {
      if (stopping.aborted) return
      onFault(error, job)
      pause = REST_AFTER_FAULT
    }
    await rest(pause)
  }
}

type Rest = (milliseconds: number) => Promise<void>

/** A server with nothing to do but wait for work may end. */
const restFor =
  (signal: AbortSignal): Rest =>
  (milliseconds) =>
    wait(milliseconds, undefined, { signal, ref: false }).catch(() => {})

/** Rests until something happens, or no longer than is asked for. */
function restUntilEvents({ store }: Base, stopping: AbortSignal): Rest {
  let happened = false
  let wake = () => {}
  const unlisten = store.listen(() => {
    happened = true
    wake()
  })
  stopping.addEventListener('abort', unlisten, { once: true })
  const rest = restFor(stopping)
  return async (milliseconds) => {
    const woken = new Promise<void>((resolve) => {
      wake = resolve
      if (happened) resolve()
    })
    await Promise.race([rest(milliseconds), woken])
    if (happened) await rest(TOGETHER)
    happened = false
  }
}
