/** A plan: what a sync would do, for a person to approve, and the flags that it was asked with. */
import { isDeepStrictEqual } from 'node:util'
import { Failure, WrongUsage } from '#server/failures.ts'
import { readText } from '../read-file.ts'
import { Refused } from './checks.ts'
import type { Flags } from './flags.ts'
import type { ShownChange } from './show.ts'
import type { Summary } from './summary.ts'
import { writeWhole } from './write-file.ts'

interface Plan {
  object: 'directory_plan'
  /** What is counted, for whoever reads it. */
  summary: Pick<Summary, 'people' | 'groups' | 'warnings'>
  flags: Flags
  changes: ShownChange[]
}

export async function writePlan(
  path: string,
  flags: Flags,
  { people, groups, warnings }: Summary,
  changes: Iterable<ShownChange>,
): Promise<void> {
  const { plan: _, ...kept } = flags
  const head = { object: 'directory_plan', summary: { people, groups, warnings }, flags: kept }
  await writeWhole(path, documentOf(head, changes))
}

/** A line for each change, so that a difference of two plans is one of lines. */
function* documentOf(
  head: Omit<Plan, 'changes' | 'object'> & { object: string },
  changes: Iterable<ShownChange>,
) {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "changes": [`
  let before = '\n    '
  for (const change of changes) {
    yield `${before}${JSON.stringify(change)}`
    before = ',\n    '
  }
  yield '\n  ]\n}\n'
}

export async function readPlan(path: string): Promise<Plan> {
  const text = await readText(path)
  const plan = parsed(text) as Partial<Plan> | null
  if (plan?.object === 'directory_plan' && Array.isArray(plan.changes) && plan.flags) return plan as Plan
  throw new Failure(`The file ${path} is no plan of \`octavo directory sync\`.`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What may be said anew when a plan is carried out; it changes nothing of what is done. */
const free: ReadonlySet<string> = new Set(['apply', 'token-env', 'target-token-env', 'max-delete-percent'])

/** The flags of a plan with those that were given besides, which must not say anything else. */
export function withFlagsOf(plan: Plan, given: Flags): Flags {
  const known: Record<string, unknown> = { ...plan.flags }
  for (const [name, value] of Object.entries(given)) {
    if (!free.has(name) && known[name] !== value) {
      const was = known[name] === undefined ? `without --${name}` : `with --${name} ${known[name]}`
      throw new WrongUsage(`The plan was made ${was}. Make another one, or leave it out here.`)
    }
  }
  return { ...plan.flags, ...given }
}

/** Refuses to do anything else than what was approved. */
export function requirePlanned(approved: readonly ShownChange[], changes: Iterable<ShownChange>): void {
  let count = 0
  for (const change of changes) {
    if (!isDeepStrictEqual(asWritten(change), approved[count])) throw hasMoved()
    count++
  }
  if (count !== approved.length) throw hasMoved()
}

/** As it comes back from a file. */
const asWritten = (change: ShownChange): unknown => JSON.parse(JSON.stringify(change))

const hasMoved = (): Refused =>
  new Refused('The directory has moved since the plan was made, so nothing was done. Make a new plan.')
