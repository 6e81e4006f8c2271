/** What stops a sync before anything is changed. */
import type { Changes } from './difference.ts'
import type { Keyed } from './keys.ts'
import type { Directory } from './people.ts'
import { exceedsLimit } from './removal-limit.ts'

/** A safety limit holds: exit status 3. */
export class Refused extends Error {}

/** E-mail addresses that are kept back are told as if nobody had any. */
export function checkEmails(
  before: Directory,
  { isHidden, isNeeded }: { isHidden: boolean; isNeeded: boolean },
): void {
  if (!isHidden) return
  if (isNeeded) {
    throw new Refused(
      'The source tells no e-mail addresses, by which this target calls people. Its connection lacks the capability to read them.',
    )
  }
  if ([...before.people.values()].some(({ email }) => email !== null)) {
    throw new Refused(
      'The source tells no e-mail addresses any more: everybody would lose theirs. Its connection lacks the capability to read them.',
    )
  }
}

/** An outage of the source looks as if everybody had left. */
export function checkRemovals({ people, groups }: Changes, before: Directory, percent: number): void {
  for (const [what, changes, of] of [
    ['people', people, before.people.size],
    ['groups', groups, before.groups.size],
  ] as const) {
    const removed = changes.filter((change) => change.do === 'remove').length
    if (!exceedsLimit(removed, of, percent)) continue
    throw new Refused(
      `${removed} of ${of} ${what} would be removed, more than ${percent} %. Where that is meant, raise --max-delete-percent.`,
    )
  }
}

/** What is to be told of though it was done. */
export function warningsOf({ unnamed, doubles }: Keyed, withoutEmail: number): string[] {
  return [
    ...(withoutEmail > 0 ? ['email_missing'] : []),
    ...(unnamed.length > 0 ? ['left_out_unnamed'] : []),
    ...(doubles.length > 0 ? ['left_out_doubles'] : []),
  ]
}
