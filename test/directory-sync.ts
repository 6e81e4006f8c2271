/** `octavo directory sync` in this process: run after run, with what it says of each. */
import type { Flags } from '#server/cli/directory/flags.ts'
import { openSource, openTarget } from '#server/cli/directory/open.ts'
import { readOptions } from '#server/cli/directory/options.ts'
import { runOnce, type Sync } from '#server/cli/directory/round.ts'
import { emptyState, type State } from '#server/cli/directory/state-file.ts'
import { emptySummary, type Summary } from '#server/cli/directory/summary.ts'

export interface Syncing {
  run(): Promise<Summary>
  /** What was kept first in the run before is what is remembered, as if it had been killed after that. */
  forgetTheEnd(): void
  /** No request begins any more until the next run. */
  stop(): void
  state(): State
  /** What was told to people while it ran. */
  told: string[]
  /** What source and target cannot do. */
  notes: string[]
  /** What was printed. */
  printed: string[]
}

/** Whoever has to wait does not. */
export function syncing(flags: Flags, environment: Record<string, string>): Syncing {
  const options = readOptions(flags, environment)
  let state = emptyState()
  let kept: State[] = []
  let isFirst = true
  let stop = new AbortController()
  const told: string[] = []
  const notes: string[] = []
  const printed: string[] = []
  const tell = (line: string) => void told.push(line)
  const write = async (text: string) => void printed.push(text)

  async function open(): Promise<Sync> {
    const surroundings = { stop: stop.signal, pause: async () => {}, tell }
    const source = await openSource(options, surroundings)
    const target = await openTarget(options, surroundings, write)
    if (isFirst) for (const note of [...source.notes, ...target.notes]) notes.push(note)
    return {
      flags,
      options,
      source,
      target,
      save: async (now) => void kept.push(structuredClone(now)),
      approved: null,
      progress: () => {},
      print: (value) => write(`${JSON.stringify(value)}\n`),
      tell,
    }
  }

  return {
    state: () => state,
    told,
    notes,
    printed,
    stop: () => stop.abort(),
    async run() {
      stop = new AbortController()
      kept = []
      const summary = emptySummary(options.from, options.target)
      await runOnce(await open(), state, { isFirst, summary })
      isFirst = false
      return summary
    },
    forgetTheEnd() {
      if (kept[0] === undefined) return
      state = kept[0]
      isFirst = false
    },
  }
}
