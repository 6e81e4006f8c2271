import type { Changes } from '../difference.ts'
import type { KeyOf } from '../keys.ts'
import type { Directory, Kind } from '../people.ts'

/** Where people are written to. */
export interface Target {
  /** What it cannot hold or do, in words for the operator. */
  notes: readonly string[]
  /** Whom it can hold: those who have something to be called by. */
  keyOf: KeyOf
  /** Whether everybody would be missing from it where the source tells no e-mail addresses. */
  needsEmails: boolean
  /** Whether it is to be written although nothing changed: a file that is gone. */
  isGone(): Promise<boolean>
  /** Does the changes and tells of each how it went, in any order. */
  apply(work: Work): AsyncIterable<Outcome>
}

export interface Work {
  changes: Changes
  /** What the target was given before, and what it is given now. */
  before: Directory
  after: Directory
  /** What the target calls people and groups, by the ids of the source; kept by the target itself. */
  links: Map<string, string>
}

export interface Outcome {
  kind: Kind
  id: string
  /** Why it could not be done; null when it is done. */
  error: string | null
}

/** Of a target that does all or nothing. */
export function* allDone({ people, groups }: Changes): Generator<Outcome> {
  for (const { id } of people) yield { kind: 'person', id, error: null }
  for (const { id } of groups) yield { kind: 'group', id, error: null }
}
