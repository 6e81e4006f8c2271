import { Failure } from '#server/failures.ts'
import { lockFile } from '#server/store/dialects/lock-file.ts'
import { readFlags } from '../command.ts'
import { untilStopped } from '../stopping.ts'
import { type Flags, flags } from './flags.ts'
import { identityOf, openSource, openTarget } from './open.ts'
import { type Options, readOptions, withSource } from './options.ts'
import { readPlan, withFlagsOf } from './plan-file.ts'
import { makeReporter } from './reporter.ts'
import { surroundingsOf } from './requests.ts'
import type { Sync } from './round.ts'
import { runAll } from './rounds.ts'
import { readState, type State, writeState } from './state-file.ts'

/** `octavo directory sync`: keeps something outside what the people and groups of a server are. */
export async function sync(args: readonly string[]): Promise<number> {
  const given: Flags = readFlags(args, flags).values
  const plan = given.apply === undefined ? null : await readPlan(given.apply)
  const asked = plan === null ? withSource(given, process.env) : withFlagsOf(plan, given)
  const options = readOptions(asked, process.env)
  const unlock = options.state === null ? () => {} : lockState(options.state)
  try {
    return await run(asked, options, plan?.changes ?? null)
  } finally {
    unlock()
  }
}

/** Two that write one state would each undo what the other remembers. */
function lockState(path: string): () => void {
  const lock = `${path}.lock`
  try {
    const unlock = lockFile(lock, 0)
    if (unlock !== null) return unlock
  } catch (error) {
    throw new Failure(`The file ${lock} cannot be written: ${(error as Error).message}`)
  }
  throw new Failure(`Another sync is at work with the state ${path}.`)
}

async function run(asked: Flags, options: Options, approved: Sync['approved']): Promise<number> {
  const { state: path, reading } = options
  const stop = new AbortController()
  untilStopped().then(() => stop.abort())
  const reporter = makeReporter(isPrinted(options))
  const identity = identityOf(options)
  const known = path === null ? null : await readState(path, identity, reading)
  const surroundings = surroundingsOf(stop.signal, reporter.tell)

  const open = async (): Promise<Sync> => {
    const source = await openSource(options, surroundings)
    const target = await openTarget(options, surroundings, reporter.write)
    for (const note of [...source.notes, ...target.notes, ...notesOn(options)]) reporter.tell(note)
    const save = path === null ? null : (state: State) => writeState(path, state, identity, reading)
    return { flags: asked, options, source, target, save, approved, ...reporter }
  }
  return runAll(open, options, known, reporter, surroundings)
}

/** Whether standard output is the document that is made. */
const isPrinted = ({ target, out, isDry }: Options): boolean =>
  !isDry && out === null && target !== 'scim' && target !== 'stdout'

function notesOn({ state, every, target }: Options): string[] {
  if (state !== null || every !== null || target === 'stdout') return []
  return [
    target === 'scim'
      ? 'Without --state nothing is remembered: nobody is removed from the target.'
      : 'Without --state nothing is remembered: no limit on removals holds.',
  ]
}
