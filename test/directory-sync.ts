/** `octavo directory sync` in this process: run after run, with what it says of each. */
import type { Flags } from '#server/cli/directory/flags.ts'
import { openSource, openTarget } from '#server/cli/directory/open.ts'
import { readOptions } from '#server/cli/directory/options.ts'
import { runOnce, type Sync } from '#server/cli/directory/round.ts'
import { emptyState, type State } from '#server/cli/directory/state-file.ts'
import { emptySummary, type Summary } from '#server/cli/directory/summary.ts'

export interface Syncing {
  run(): Promise<Summary>
  /** What is remembered. */
  state: State
  /** What was told to people. */
  told: string[]
  /** What was printed. */
  printed: string[]
}

export function syncing(flags: Flags, environment: Record<string, string>): Syncing {
  const options = readOptions(flags, environment)
  const state = emptyState()
  const told: string[] = []
  const printed: string[] = []
  const tell = (line: string) => void told.push(line)
  const surroundings = { stop: new AbortController().signal, tell }
  let sync: Sync | null = null
  let runs = 0
  return {
    state,
    told,
    printed,
    async run() {
      const write = async (text: string) => void printed.push(text)
      sync ??= {
        flags,
        options,
        source: await openSource(options, surroundings),
        target: await openTarget(options, surroundings, write),
        save: null,
        approved: null,
        progress: () => {},
        print: (value) => write(`${JSON.stringify(value)}\n`),
        tell,
      }
      const summary = emptySummary(options.from, options.target)
      await runOnce(sync, state, { isFirst: runs++ === 0, summary })
      return summary
    },
  }
}
