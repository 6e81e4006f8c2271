import { checkEmails, checkRemovals, warningsOf } from './checks.ts'
import { type Changes, difference, isEmpty, type Pending } from './difference.ts'
import type { Flags } from './flags.ts'
import { countWithoutEmail, hasNoEmails, type Keyed, keyed } from './keys.ts'
import type { Options } from './options.ts'
import type { Group, Person } from './people.ts'
import { requirePlanned, writePlan } from './plan-file.ts'
import { type Read, readSince, readSource } from './read-source.ts'
import { type ShownChange, shownChanges } from './show.ts'
import type { Source } from './sources/source.ts'
import { emptyState, type State } from './state-file.ts'
import { countsOf, type Summary } from './summary.ts'
import type { Target, Work } from './targets/target.ts'

export interface Sync {
  /** As they were given. */
  flags: Flags
  options: Options
  source: Source
  target: Target
  /** Keeps what is remembered; null where nothing is. */
  save: ((state: State) => Promise<void>) | null
  /** The changes that a person approved; null where none were asked for. */
  approved: ShownChange[] | null
  progress(text: string): void
  print(line: unknown): Promise<void>
  tell(line: string): void
}

export interface Run {
  /** Whether nothing is remembered of a run before. */
  isFirst: boolean
  /** Filled in as it goes. */
  summary: Summary
}

/**
 * Brings the target to what the source has. The state becomes that of the source first, with all that is begun as
 * pending: wherever a run ends, the next one knows what may not be done.
 *
 * @param state changed in place.
 * @throws `Refused`, before anything is changed.
 */
export async function runOnce(sync: Sync, state: State, { isFirst, summary }: Run): Promise<void> {
  const { options, source, target } = sync
  const read = await readAll(sync, isFirst ? null : state)
  checkEmails(state.directory, {
    isHidden: source.hidesEmails() || (options.since === null && hasNoEmails(read.directory)),
    isNeeded: target.needsEmails,
  })
  const [before, after] = [keyed(state.directory, target.keyOf), keyed(read.directory, target.keyOf)]
  const pending = withAgain(state, read.again)
  const changes = difference(before.directory, after.directory, pending)
  fill(summary, read, after, changes)

  const work: Work = { changes, before: before.directory, after: after.directory, links: state.links }
  if (sync.approved !== null) requirePlanned(sync.approved, shownOf(work, options))
  if (options.isDry) return showOnly(sync, work, summary)
  checkRemovals(changes, before.directory, options.maxDeletePercent)

  if (isEmpty(changes) && !(await target.isGone())) {
    if (state.cursor !== read.cursor || isFirst) await keep(sync, state, read, pending)
    return
  }
  await keep(sync, state, read, begun(changes))
  summary.failed = await perform(sync, state, work)
  summary.status = summary.failed > 0 ? 'incomplete' : 'done'
}

function readAll({ options, source, progress }: Sync, state: State | null): Promise<Read> {
  const seen = (count: number) => progress(`Reading: ${count} people`)
  return options.since !== null && source.feed !== null
    ? readSince(source, source.feed, options.since, state, seen)
    : readSource(source, state ?? emptyState(), seen)
}

function fill(summary: Summary, read: Read, after: Keyed, { people, groups }: Changes): void {
  const withoutEmail = countWithoutEmail(read.directory)
  Object.assign(summary, {
    read: read.how,
    cursor: read.cursor,
    people: { total: after.directory.people.size, ...countsOf(people) },
    groups: countsOf(groups),
    left_out: { unnamed: after.unnamed.length, doubles: after.doubles.length },
    without_email: withoutEmail,
    warnings: warningsOf(after, withoutEmail),
  })
}

/** Whoever is told again is as uncertain as who was begun with. */
function withAgain({ directory, pending }: State, again: Read['again']): Pending {
  const people = new Map(pending.people)
  const groups = new Map(pending.groups)
  for (const id of again.people) if (!people.has(id)) people.set(id, directory.people.get(id) ?? null)
  for (const id of again.groups) if (!groups.has(id)) groups.set(id, directory.groups.get(id) ?? null)
  return { people, groups }
}

const shownOf = ({ changes, before, after }: Work, { key }: Options) =>
  shownChanges(changes, before, after, key)

async function showOnly(sync: Sync, work: Work, summary: Summary): Promise<void> {
  const { options, print } = sync
  if (options.plan !== null) await writePlan(options.plan, sync.flags, summary, shownOf(work, options))
  else for (const change of shownOf(work, options)) await print(change)
  checkRemovals(work.changes, work.before, options.maxDeletePercent)
  summary.status = options.plan === null ? 'dry_run' : 'planned'
}

async function keep(sync: Sync, state: State, read: Read, pending: Pending): Promise<void> {
  const isBlind = sync.source.hidesEmails()
  Object.assign(state, { directory: read.directory, cursor: read.cursor, isBlind, pending })
  await sync.save?.(state)
}

const begun = ({ people, groups }: Changes): Pending => ({
  people: new Map(people.map(({ id, was }) => [id, was])),
  groups: new Map(groups.map(({ id, was }) => [id, was])),
})

/** @returns how many changes could not be done. They stay pending. */
async function perform({ target, tell, progress, save }: Sync, state: State, work: Work): Promise<number> {
  const people = new Map<string, Person | null>(state.pending.people)
  const groups = new Map<string, Group | null>(state.pending.groups)
  const total = people.size + groups.size
  let [failed, seen] = [0, 0]
  try {
    for await (const { kind, id, error } of target.apply(work)) {
      progress(`Writing: ${++seen} of ${total}`)
      const [waiting, known] =
        kind === 'person' ? [people, state.directory.people] : [groups, state.directory.groups]
      if (error !== null) {
        failed++
        tell(`${kind} ${id}: ${error}`)
        if (!waiting.has(id)) (waiting as Map<string, unknown>).set(id, known.get(id) ?? null)
        continue
      }
      waiting.delete(id)
      if (!known.has(id)) state.links.delete(id)
    }
  } finally {
    state.pending = { people, groups }
    await save?.(state)
  }
  return failed
}
