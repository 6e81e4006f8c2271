import { Failure } from '#server/failures.ts'
import { Refused } from './checks.ts'
import type { Options } from './options.ts'
import type { Reporter } from './reporter.ts'
import { Stopped, type Surroundings, Unavailable } from './requests.ts'
import { runOnce, type Sync } from './round.ts'
import { emptyState, type State } from './state-file.ts'
import { emptySummary, exitStatus, type Summary } from './summary.ts'

/**
 * Runs once, or again and again until it is stopped.
 *
 * @param known the state; null where nothing is remembered yet.
 * @returns the exit status.
 */
export async function runAll(
  open: () => Promise<Sync>,
  { from, target, every }: Pick<Options, 'from' | 'target' | 'every'>,
  known: State | null,
  reporter: Reporter,
  { stop, pause }: Surroundings,
): Promise<number> {
  const state = known ?? emptyState()
  let sync: Sync | null = null
  for (let runs = 0; ; ) {
    let summary = emptySummary(from, target)
    let isOver = every === null
    try {
      sync ??= await open()
      await runOnce(sync, state, { isFirst: known === null && runs === 0, summary })
      runs++
    } catch (error) {
      summary = { ...summary, ...endOf(error) }
      isOver ||= !mayPass(error, runs)
    }
    await reporter.end(summary)
    if (stop.aborted && every !== null) return 0
    if (isOver) return exitStatus(summary)
    await pause(every!)
    if (stop.aborted) return 0
  }
}

/** How a run ended that was not done. What is no failure of the outside world is an error of ours. */
function endOf(error: unknown): Pick<Summary, 'status' | 'reason'> {
  if (error instanceof Stopped) return { status: 'stopped', reason: 'It was stopped; the next run goes on.' }
  if (error instanceof Refused) return { status: 'refused', reason: error.message }
  if (error instanceof Failure) return { status: 'failed', reason: error.message }
  throw error
}

/** What may be otherwise the next time is tried again. A sync that was never done is for a person to see. */
const mayPass = (error: unknown, runs: number): boolean =>
  error instanceof Unavailable || (error instanceof Refused && runs > 0)
